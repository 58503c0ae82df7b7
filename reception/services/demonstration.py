"""A demonstration clinic: made up from a seed, as large as wished, and true to the programme.

Its people, visits and talks are written in bulk; its points are computed by the same rules as
everybody else's, so that the books balance.  Every requisite says that it is a demonstration.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from random import Random
from zoneinfo import ZoneInfo

from reception.changes import Done, Topic
from reception.errors import InvalidInput, Refused
from reception.models import (
    Acceptance,
    Account,
    AccountMember,
    BillLine,
    Card,
    CardStock,
    Consent,
    Doctor,
    Household,
    Mention,
    Patient,
    PatientPhone,
    PriceItem,
    ProgrammeVersion,
    Staff,
    Task,
    Visit,
)
from reception.progress import Progress
from reception.rules.terms_reading import terms_from_json
from reception.services.demonstration_cards import CardOffice
from reception.services.demonstration_people import Family, PeopleMaker, Source, read_source
from reception.services.demonstration_points import DemonstrationPoints
from reception.services.demonstration_rows import (
    LocalInstants,
    VisitWriter,
    account_rows,
    mention_rows,
    people_rows,
    task_rows,
)
from reception.services.demonstration_visits import History, Storyteller
from reception.services.secrets import hash_secret
from reception.services.setup import FIRST_SERIES
from reception.storage.unit_of_work import UnitOfWork
from reception.translation import msg
from reception.values.choices import Job, Role, VisitStatus
from reception.values.period import add_months

MOST_PATIENTS, MOST_MONTHS = 1_000_000, 60
_HOURS = timedelta(hours=4)
_OPENS, _CLOSES = 8, 20
_TODAY = 16


@dataclass(frozen=True)
class Demonstration:
    """What was made: how many, and who signs in with which PIN."""

    patients: int
    visits: int
    mentions: int
    accounts: int
    staff: tuple[tuple[str, str], ...]


def programme_start(today: date, months: int) -> date:
    """The day the programme of a demonstration of `months` months began: a little after half."""
    return add_months(today, -max(1, months * 7 // 12))


def fill_demonstration(
    uow: UnitOfWork,
    *,
    seed: int,
    patients: int,
    months: int,
    source_text: str,
    progress: Progress | None = None,
) -> Done[Demonstration]:
    """Fill a clinic that was just laid down with made-up people and their history.

    `source_text` is the TOML of the country's lists.  Raises InvalidInput for a size that
    cannot be made, Refused where the clinic is a real one or has patients already.
    """
    check_size(patients, months)
    _check_empty(uow)
    progress = progress or Progress()
    source, chance = read_source(source_text), Random(seed)
    version = uow.find.published_versions()[0]
    instants = LocalInstants(uow.clinic.time_zone)
    first = add_months(uow.today, -months)
    progress.report(0, 6, msg("Making families"))
    families = PeopleMaker(source, chance, uow.today).families(patients)
    progress.report(1, 6, msg("Making visits"))
    teller = Storyteller(source, chance, first=first, began=version.valid_from, today=uow.today)
    history = teller.tell(families)
    _add_today(uow, teller, families, chance)
    _add_coming(teller, families, chance, uow.today)
    staff = _write_clinic(uow, source)
    progress.report(2, 6, msg("Writing families"))
    _write_people(uow, families, instants, first)
    progress.report(3, 6, msg("Counting points"))
    groups = {service[0]: service[2] for service in source.lists["services"]}
    points = DemonstrationPoints(terms_from_json(version.terms), groups, chance)
    points.tell(history, uow.today)
    progress.report(4, 6, msg("Writing visits"))
    _write_visits(uow, source, history, instants, staff, chance, points.point_value)
    progress.report(5, 6, msg("Writing accounts"))
    _write_programme(uow, history, instants, staff, version, chance)
    points.write(uow, history, instants, staff, version_id=version.id)
    uow.touch(*Topic)
    uow.about("clinic", uow.clinic.id)
    uow.note(seed=seed, patients=patients, months=months)
    progress.report(6, 6)
    made = Demonstration(
        patients,
        len(history.visits),
        len(history.mentions),
        len(history.joinings),
        tuple((member["name"], source.lists["pin"]) for member in source.lists["staff"]),
    )
    return Done(made, msg("The demonstration clinic is ready."))


def check_size(patients: int, months: int) -> None:
    """Raises InvalidInput for a size that cannot be made."""
    if not 1 <= patients <= MOST_PATIENTS:
        raise InvalidInput(
            msg("Allowed: 1 to {most} patients.", most=MOST_PATIENTS), field="patients"
        )
    if not 1 <= months <= MOST_MONTHS:
        raise InvalidInput(msg("Allowed: 1 to {most} months.", most=MOST_MONTHS), field="months")


def _check_empty(uow: UnitOfWork) -> None:
    if not uow.clinic.is_demonstration or uow.find.any_patient():
        raise Refused(
            msg("Made-up people are only put into an empty demonstration clinic."),
            code="not_a_demonstration",
        )


def _write_clinic(uow: UnitOfWork, source: Source) -> list[int]:
    """Requisites, staff with PINs, doctors and the price list; answers the staff's numbers."""
    for field, value in source.lists["clinic"].items():
        setattr(uow.clinic, field, value)
    uow.clinic.licence_date = uow.clinic.approval_date = uow.clinic.created_at.date()
    pin_hash = hash_secret(source.lists["pin"])
    people = [
        Staff(
            login=member["login"],
            name=member["name"],
            role=Role(member["role"]),
            job=Job(member["job"]),
            pin_hash=pin_hash,
            created_at=uow.clinic.created_at,
        )
        for member in source.lists["staff"]
    ]
    doctors = [
        Doctor(id=number, name=name) for number, name in enumerate(source.lists["doctors"], start=1)
    ]
    prices = []
    for code, name, group, price, _often in source.lists["services"]:
        known = uow.find.service_group(group)
        if known is None:
            raise ValueError(f"the source names an unknown service group: {group}")
        prices.append(
            PriceItem(
                code=code,
                name=name,
                service_group_id=known.id,
                price_minor=price * 100,
                valid_from=uow.clinic.created_at.date(),
            )
        )
    uow.add(*people, *doctors, *prices)
    return [member.id for member in people]


def _write_people(
    uow: UnitOfWork, families: Sequence[Family], instants: LocalInstants, first: date
) -> None:
    created = instants.at(first, time(8))
    households, patients, phones = people_rows(families, uow.clinic.language, created)
    uow.add_bulk(Household, households)
    uow.add_bulk(Patient, patients)
    uow.add_bulk(PatientPhone, phones)


def _write_visits(
    uow: UnitOfWork,
    source: Source,
    history: History,
    instants: LocalInstants,
    staff: Sequence[int],
    chance: Random,
    point_value: int,
) -> None:
    items = {}
    for number, (code, name, group, _price, _often) in enumerate(source.lists["services"], 1):
        known = uow.find.service_group(group)
        if known is not None:
            items[code] = (number, known.id, name)
    writer = VisitWriter(instants, chance, staff, items, point_value)
    writer.write(history.visits)
    uow.add_bulk(Visit, writer.visits)
    uow.add_bulk(BillLine, writer.lines)


def _write_programme(
    uow: UnitOfWork,
    history: History,
    instants: LocalInstants,
    staff: Sequence[int],
    version: ProgrammeVersion,
    chance: Random,
) -> None:
    told = mention_rows(history.mentions, instants, staff, version.id, uow.clinic.language)
    uow.append_bulk(Mention, told)
    made = account_rows(history.joinings, instants, staff, version)
    uow.add_bulk(Account, made["account"])
    uow.add_bulk(AccountMember, made["member"])
    uow.add_bulk(Acceptance, made["acceptance"])
    uow.add_bulk(Consent, made["consent"])
    office = CardOffice(instants, staff, version.id, FIRST_SERIES)
    office.issue_all(history.joinings, version.valid_from, uow.today)
    uow.add_bulk(Card, office.cards)
    uow.append_bulk(CardStock, office.moves)
    uow.add_bulk(Task, task_rows(history.mentions, instants, staff, chance, uow.today))
    uow.add_bulk(Task, office.tasks)
    uow.find.current_series().last_serial = len(office.cards)


def _add_today(
    uow: UnitOfWork, teller: Storyteller, families: Sequence[Family], chance: Random
) -> None:
    """Appointments around the clock's now: some over, somebody here, the rest expected."""
    now = uow.now.astimezone(ZoneInfo(uow.clinic.time_zone))
    chosen = _worth_seeing(teller, families, chance)
    visits = []
    for at, family in zip(_times_around(now, len(chosen)), chosen, strict=True):
        person = chance.choice(family.people)
        visit = teller.visit(family, person, now.date(), at.time())
        visit.status = _status_at(now, at, chance)
        visits.append(visit)
    teller.retell(visits)


def _times_around(now: datetime, count: int) -> list[datetime]:
    """Times of the clinic's day: the first half before now, the rest after, none at night.

    Who looks before the clinic opens or after it has closed sees a day that is all to come or over.
    """
    opens = max(now - _HOURS, now.replace(hour=_OPENS, minute=0, second=0, microsecond=0))
    closes = min(now + _HOURS, now.replace(hour=_CLOSES, minute=0, second=0, microsecond=0))
    if opens >= now or closes <= now:
        opens = now.replace(hour=_OPENS, minute=0, second=0, microsecond=0)
        before, now, closes = 0, opens, now.replace(hour=_CLOSES, minute=0)
    else:
        before = count // 2
    times = [opens + (now - opens) / max(before, 1) * number for number in range(before)]
    after = count - before
    times += [now + (closes - now) / max(after, 1) * number for number in range(after)]
    return [
        max(opens, at).replace(minute=at.minute // 5 * 5, second=0, microsecond=0) for at in times
    ]


def _status_at(now: datetime, at: datetime, chance: Random) -> VisitStatus:
    if at > now:
        return VisitStatus.PLANNED
    if at > now - timedelta(minutes=20):
        return VisitStatus.ARRIVED
    if at > now - timedelta(minutes=45):
        return VisitStatus.IN_ROOM
    return VisitStatus.NO_SHOW if chance.random() < 0.08 else VisitStatus.DONE


def _worth_seeing(teller: Storyteller, families: Sequence[Family], chance: Random) -> list[Family]:
    """Families of every kind for one day: never told, told, members, first time; mixed."""
    untold: list[Family] = []
    told: list[Family] = []
    members: list[Family] = []
    fresh: list[Family] = []
    for family in families:
        visits, is_told, is_member = teller.state(family)
        kind = members if is_member else told if is_told else untold if visits else fresh
        kind.append(family)
    untold.sort(key=lambda family: -teller.state(family)[0])
    picked = untold[:3] + untold[3:][: _TODAY // 4]
    for kind, count in ((told, 3), (members, 4), (fresh, 2)):
        picked += chance.sample(kind, min(count, len(kind)))
    chance.shuffle(picked)
    return picked


def _add_coming(
    teller: Storyteller, families: Sequence[Family], chance: Random, today: date
) -> None:
    """Appointments of the next two weeks."""
    visits = []
    for family in chance.sample(list(families), len(families) // 20):
        day = today + timedelta(days=chance.randint(1, 14))
        if day.weekday() != 6:
            at = time(8 + chance.randrange(11), chance.choice((0, 15, 30, 45)))
            visit = teller.visit(family, chance.choice(family.people), day, at)
            visit.status = VisitStatus.PLANNED
            visits.append(visit)
    teller.retell(visits)
