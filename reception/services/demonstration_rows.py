"""The made-up history as rows of the database, written in bulk.

Everything a service would have written stands there: stamps, bill lines, mentions, accounts
with acceptance and consent, cards and the movements of the stock, and what is owed.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta
from random import Random
from typing import Any
from zoneinfo import ZoneInfo

from reception.models import ProgrammeVersion
from reception.rules.mentions import outcome_effect
from reception.rules.names import PersonName, search_keys
from reception.services.demonstration_people import ADULT, Family, Person
from reception.services.demonstration_visits import Came, JoinedFamily, Mentioned
from reception.translation import Language
from reception.values.choices import (
    AcceptanceState,
    AccountStatus,
    ConsentPurpose,
    ConsentState,
    ContactChannel,
    TaskStatus,
    VisitOrigin,
    VisitStatus,
)
from reception.values.period import age_on

Rows = list[dict[str, Any]]
_TASK_DONE = 0.9


class LocalInstants:
    """Instants (UTC) of local days and times; each day's midnight is computed once."""

    def __init__(self, time_zone: str) -> None:
        self._zone = ZoneInfo(time_zone)
        self._midnights: dict[date, datetime] = {}

    def at(self, day: date, clock: time, minutes: float = 0) -> datetime:
        """The instant of a local time, some minutes later."""
        midnight = self._midnights.get(day)
        if midnight is None:
            midnight = datetime.combine(day, time(), self._zone).astimezone(UTC)
            self._midnights[day] = midnight
        return midnight + timedelta(minutes=clock.hour * 60 + clock.minute + minutes)


def people_rows(
    families: Sequence[Family], language: Language, created: datetime
) -> tuple[Rows, Rows, Rows]:
    """Households, patients and phones."""
    households = [
        {"id": family.number, "created_at": created, "import_run_id": None} for family in families
    ]
    patients: Rows = []
    phones: Rows = []
    for family in families:
        for person in family.people:
            patients.append(_patient(family, person, language, created))
            for position, phone in enumerate(person.phones):
                digits = phone.lstrip("+")
                phones.append(
                    {
                        "patient_id": person.number,
                        "digits": digits,
                        "reversed_digits": digits[::-1],
                        "position": position,
                    }
                )
    return households, patients, phones


def _patient(
    family: Family, person: Person, language: Language, created: datetime
) -> dict[str, Any]:
    name = PersonName(person.last, person.first, person.patronymic)
    by_surname, by_first = search_keys(name)
    return {
        "id": person.number,
        "external_id": str(100000 + person.number),
        "last_name": person.last,
        "first_name": person.first,
        "patronymic": person.patronymic,
        "no_patronymic": False,
        "name_as_given": str(name),
        "name_key": by_surname,
        "first_key": by_first,
        "birth_date": person.born,
        "sex": person.sex,
        "language": language,
        "form_of_address": person.called,
        "email": person.email,
        "address": family.address,
        "source": person.source,
        "comment": "",
        "first_visit_known": max(family.arrived, person.born),
        "household_id": family.number,
        "relation": person.relation,
        "guardian_id": person.guardian,
        "prefers_silence": person.prefers_silence,
        "do_not_mention": person.do_not_mention,
        "refuses_data": person.refuses_data,
        "drink": person.drink,
        "namesake_exists": False,
        "deceased_on": None,
        "opted_out": False,
        "created_at": created,
        "import_run_id": None,
    }


class VisitWriter:
    """Rows of visits and their bill lines."""

    def __init__(
        self,
        instants: LocalInstants,
        chance: Random,
        staff: Sequence[int],
        items: dict[str, tuple[int, int, str]],
        point_value: int,
    ) -> None:
        self._point_value = point_value
        self._instants = instants
        self._chance = chance
        self._staff = staff
        self._items = items  # code -> price item, service group, name
        self.visits: Rows = []
        self.lines: Rows = []

    def write(self, visits: Sequence[Came]) -> None:
        """Add these visits."""
        for visit in visits:
            self._visit(visit)

    def _visit(self, visit: Came) -> None:
        present = visit.status in (VisitStatus.ARRIVED, VisitStatus.IN_ROOM, VisitStatus.DONE)
        is_done = visit.status is VisitStatus.DONE
        arrived = self._chance.randrange(-14, 0)  # nobody is told before she is here
        wait = self._chance.randrange(2, 16)
        leave = arrived + wait + self._chance.randrange(12, 45)
        staff = self._staff[visit.staff]

        def stamp(minutes: float, *, when: bool) -> datetime | None:
            return self._instants.at(visit.day, visit.at, minutes) if when else None

        in_room = is_done or visit.status is VisitStatus.IN_ROOM
        priced = present and visit.told_price is not None
        self.visits.append(
            {
                "id": visit.number,
                "patient_id": visit.person.number,
                "accompanied_by_id": visit.escort.number if present and visit.escort else None,
                "day": visit.day,
                "planned_time": visit.at,
                "status": visit.status,
                "origin": VisitOrigin.BOOKED,
                "doctor_id": visit.doctor + 1,
                "room": str(visit.doctor + 1),
                "opened_at": stamp(arrived - 1.4, when=present),
                "arrived_at": stamp(arrived, when=present),
                "greeted_at": stamp(arrived, when=present),
                "in_room_at": stamp(arrived + wait, when=in_room),
                "done_at": stamp(leave, when=is_done),
                "cancelled_at": stamp(-600, when=visit.status is VisitStatus.CANCELLED),
                "no_show_at": stamp(60, when=visit.status is VisitStatus.NO_SHOW),
                "checked_in_by_id": staff if present else None,
                "checked_out_by_id": staff if is_done else None,
                "price_told_minor": visit.told_price if priced else None,
                "price_told_at": stamp(arrived, when=priced),
                "price_told_by_id": staff if priced else None,
                "bill_minor": visit.bill if is_done else 0,
                "paid_minor": visit.bill - visit.redeemed * self._point_value if is_done else 0,
                "points_redeemed": visit.redeemed,
                "paid_at": stamp(leave, when=is_done),
                "insured_percent": 100 if visit.insured else 0,
                "refused_data": visit.person.refuses_data,
                "is_queue_mode": visit.is_queue,
                "not_now_reason": visit.not_now,
                "created_at": self._instants.at(visit.day, time(8), -24 * 60),
            }
        )
        for line in visit.lines if is_done else ():
            item, group, name = self._items[line.code]
            self.lines.append(
                {
                    "visit_id": visit.number,
                    "service_group_id": group,
                    "price_item_id": item,
                    "service": name,
                    "amount_minor": line.amount,
                }
            )


def mention_rows(
    mentions: Sequence[Mentioned],
    instants: LocalInstants,
    staff: Sequence[int],
    version_id: int,
    language: Language,
) -> Rows:
    """Mentions in the order they were made, every column given."""
    return [
        {
            "day": told.visit.day,
            "recorded_at": instants.at(told.visit.day, told.visit.at, told.seconds / 60),
            "listener_id": told.listener.number,
            "household_id": told.listener.household,
            "visit_id": told.visit.number,
            "speaker_id": staff[told.staff],
            "recorded_by_id": staff[told.staff],
            "channel": told.channel,
            "situation": told.situation,
            "variant": "1" if told.visit.number % 2 else "2",
            "language": language,
            "version_id": version_id,
            "outcome": told.outcome,
            "not_now_reason": None,
            "seconds_shown": told.seconds,
            "note": "",
            "reverses_id": None,
            "request_id": None,
            "import_run_id": None,
        }
        for told in mentions
    ]


def task_rows(
    mentions: Sequence[Mentioned],
    instants: LocalInstants,
    staff: Sequence[int],
    chance: Random,
    today: date,
) -> Rows:
    """What the answers opened; most of it was done in time, some waits too long."""
    rows: Rows = []
    for number, told in enumerate(mentions, start=1):
        due = outcome_effect(told.outcome, day=told.visit.day).task
        if due is None:
            continue
        done_on = due.due - timedelta(days=chance.randrange(0, 2))
        is_done = done_on < today and chance.random() < _TASK_DONE
        rows.append(
            {
                "kind": due.kind,
                "patient_id": told.listener.number,
                "visit_id": told.visit.number,
                "mention_id": number,
                "card_id": None,
                "due_on": due.due,
                "note": "",
                "status": TaskStatus.DONE if is_done else TaskStatus.OPEN,
                "opened_at": instants.at(told.visit.day, told.visit.at, 1),
                "opened_by_id": staff[told.staff],
                "closed_at": instants.at(done_on, time(12)) if is_done else None,
                "closed_by_id": staff[told.staff] if is_done else None,
                "result": "",
            }
        )
    return rows


def account_rows(
    joinings: Sequence[JoinedFamily],
    instants: LocalInstants,
    staff: Sequence[int],
    version: ProgrammeVersion,
) -> dict[str, Rows]:
    """Accounts, members, acceptances and consents, all signed on the day."""
    made: dict[str, Rows] = {"account": [], "member": [], "acceptance": [], "consent": []}
    for number, joined in enumerate(joinings, start=1):
        day, at = joined.visit.day, instants.at(joined.visit.day, joined.visit.at, 2)
        who = staff[joined.visit.staff]
        made["account"].append(
            {
                "id": number,
                "household_id": joined.visit.family.number,
                "holder_id": joined.holder.number,
                "status": AccountStatus.OPEN,
                "opened_on": day,
                "opened_at": at,
            }
        )
        for person in joined.members:
            is_entered = age_on(person.born, day) < ADULT
            made["member"].append(
                {
                    "account_id": number,
                    "patient_id": person.number,
                    "joined_on": day,
                    "joined_at": at,
                    "left_on": None,
                    "entered_by_id": joined.holder.number if is_entered else None,
                    "recorded_by_id": who,
                }
            )
            made["consent"].append(
                {
                    "patient_id": person.number,
                    "purpose": ConsentPurpose.DATA,
                    "channel": ContactChannel.NONE,
                    "state": ConsentState.GIVEN,
                    "given_on": day,
                    "signed_on": day,
                    "signed_by_id": joined.holder.number if is_entered else person.number,
                    "recorded_at": at,
                    "recorded_by_id": who,
                }
            )
            if not is_entered:
                made["acceptance"].append(
                    {
                        "account_id": number,
                        "patient_id": person.number,
                        "version_id": version.id,
                        "terms_hash": version.terms_hash,
                        "day": day,
                        "recorded_at": at,
                        "recorded_by_id": who,
                        "state": AcceptanceState.SIGNED,
                        "signed_on": day,
                    }
                )
    return made
