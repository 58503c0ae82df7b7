"""The person panel of the desk: who she is, what she was told, what she has, what is open."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from reception.models import (
    Clinic,
    Patient,
    Visit,
)
from reception.queries.account_glance import AccountGlance, account_glance
from reception.queries.family_acting import family_alerts
from reception.queries.look_alikes import namesake_alerts
from reception.queries.papers import changed_since_sheet
from reception.queries.person_facts import PersonFacts, person_facts, terms_on
from reception.queries.person_glances import (
    PRESENT,
    CardGlance,
    DraftGlance,
    PaperLine,
    TaskLine,
    VisitGlance,
    cards_of,
    drafts_of,
    is_phone_shared,
    papers_of,
    tasks_of,
    visit_glance,
)
from reception.queries.preferences import Preferences, preferences_of
from reception.queries.prompt_facts import AT_THE_DESK, Call, mention_facts
from reception.queries.quality import record_quality
from reception.queries.telling import Telling, Told
from reception.rules.data_quality import Quality
from reception.rules.mentions import ADULT_AGE, ToldStatus, visits_untold
from reception.rules.prompt_choice import Prompt, Silence, apology, choose_prompt
from reception.rules.prompts import PromptBook
from reception.rules.stages import Staged, StageWindows, stage_of
from reception.storage.finders import programme_began
from reception.translation import Language, Message
from reception.values.choices import (
    AccountStatus,
    Channel,
    Relation,
    VisitStatus,
)
from reception.values.period import age_on

BY_PHONE = (Channel.PHONE, Channel.CALL_AFTER)
"""Where no visit is in hand: who is on the telephone is not here."""


@dataclass(frozen=True)
class MemberLine:
    """Somebody of the household, and what she has heard."""

    patient_id: int
    name: str
    spoken_name: str
    age: int | None
    relation: Relation
    is_adult: bool
    guardian_id: int | None
    visits: int
    told: ToldStatus
    is_on_account: bool


@dataclass(frozen=True)
class PersonPanel:
    """Everything the panel shows; money in minor units, times local."""

    patient_id: int
    household_id: int
    name: str
    spoken_name: str
    birth_date: date | None
    age: int | None
    is_minor: bool
    language: Language
    since: date | None
    visits: int
    stage: Staged
    members: tuple[MemberLine, ...]
    family_visits: int
    prefers_silence: bool
    do_not_mention: bool
    drink: str
    preferences: Preferences
    quality: Quality
    """How full the record is, and what to ask today."""
    form_of_address: str
    comment: str
    phones: tuple[str, ...]
    shared_phone: bool
    namesake_exists: bool
    is_deceased: bool
    telling: Telling
    todays: tuple[VisitGlance, ...]
    visit: VisitGlance | None
    prompt: Prompt | Silence | None
    apology: Prompt | None
    account: AccountGlance | None
    cards: tuple[CardGlance, ...]
    drafts: tuple[DraftGlance, ...]
    tasks: tuple[TaskLine, ...]
    papers: tuple[PaperLine, ...]
    new_rules: tuple[Message, ...]
    """What changed since the rules sheet she holds."""
    alerts: tuple[Message, ...]
    """What to know of her ties first: a court paper, a lapsed document, an own consent to ask."""
    currency: str

    @property
    def is_on_account(self) -> bool:
        """Whether she is a member of the family account."""
        return any(one.is_on_account for one in self.members if one.patient_id == self.patient_id)


def person_panel(
    session: Session,
    *,
    patient_id: int,
    day: date,
    now: datetime,
    book: PromptBook,
    visit_id: int | None = None,
    channel: Channel = Channel.CHECK_IN,
    call: Call = AT_THE_DESK,
) -> PersonPanel:
    """The panel of a person, with the visit of today that is meant, else the one that is open.

    Raises Refused("unknown") where there is no such person.
    """
    clinic = session.scalars(select(Clinic)).one()
    zone = ZoneInfo(clinic.time_zone)
    known = person_facts(session, patient_id=patient_id, day=day)
    person = known.person
    mine = sorted((one for one in known.todays if one.patient_id == patient_id), key=_order_of_day)
    visit = _meant(mine, visit_id)
    began = programme_began(session)
    cards = cards_of(session, patient_id)
    account = account_glance(session, known.account, day=day)
    prompt, sorry = _prompt(
        session, known, visit, channel, book, began=began, account=account, cards=cards, call=call
    )
    days = known.days_of(patient_id)
    todays = tuple(visit_glance(session, one, now=now, zone=zone) for one in mine)
    chosen = next((g for g in todays if visit is not None and g.visit_id == visit.id), None)
    return PersonPanel(
        patient_id=patient_id,
        household_id=person.household_id,
        name=person.full_name,
        spoken_name=person.spoken_name,
        birth_date=person.birth_date,
        age=_age(person, day),
        is_minor=not _is_adult(person, day),
        language=person.language,
        since=min([*days, *_known_first(person)], default=None),
        visits=sum(one.patient_id == patient_id for one in known.visits),
        stage=stage_of(known.stage_facts(patient_id), StageWindows(day)),
        members=tuple(_member_line(known, one) for one in _ordered(known.members)),
        family_visits=len(known.visits),
        prefers_silence=person.prefers_silence,
        do_not_mention=person.do_not_mention,
        drink=person.drink,
        preferences=preferences_of(session, patient_id=patient_id),
        quality=record_quality(session, patient_id=patient_id, day=day),
        form_of_address=person.form_of_address,
        comment=person.comment,
        phones=tuple("+" + one.digits for one in person.phones),
        shared_phone=is_phone_shared(session, person),
        namesake_exists=person.namesake_exists,
        is_deceased=person.deceased_on is not None,
        telling=_telling(known, began),
        todays=todays,
        visit=chosen,
        prompt=prompt,
        apology=sorry,
        account=account,
        cards=cards,
        drafts=drafts_of(session, patient_id, zone),
        tasks=tasks_of(session, patient_id),
        papers=papers_of(session, patient_id),
        new_rules=tuple(changed_since_sheet(session, patient_id=patient_id, day=day)),
        alerts=(
            *namesake_alerts(session, patient_id=patient_id),
            *family_alerts(session, patient_id=patient_id, day=day),
        ),
        currency=clinic.currency,
    )


def _order_of_day(visit: Visit) -> tuple[bool, time, int]:
    return (visit.planned_time is None, visit.planned_time or time.max, visit.id)


def _meant(mine: Sequence[Visit], visit_id: int | None) -> Visit | None:
    """The visit that was named, else the one that goes on, is expected, or was the last."""
    for one in mine:
        if one.id == visit_id:
            return one
    for statuses in (PRESENT, (VisitStatus.PLANNED,), (VisitStatus.DONE,)):
        for one in mine:
            if one.status in statuses:
                return one
    return None


def _prompt(
    session: Session,
    known: PersonFacts,
    visit: Visit | None,
    channel: Channel,
    book: PromptBook,
    *,
    began: date | None,
    account: AccountGlance | None,
    cards: Sequence[CardGlance],
    call: Call,
) -> tuple[Prompt | Silence | None, Prompt | None]:
    terms = terms_on(session, known.day)
    if channel in BY_PHONE:
        visit = None
    elif visit is None or visit.status not in (*PRESENT, VisitStatus.DONE):
        return None, None
    if terms is None or known.person.deceased_on is not None:
        return None, None
    owed = [card.plastic_promised_on for card in cards if card.plastic_owed]
    facts = mention_facts(
        session,
        known=known,
        visit=visit,
        channel=channel,
        terms=terms,
        began=began,
        balance=None if account is None else account.balance,
        held=0 if account is None else account.held,
        plastic_day=owed[0] if owed else None,
        call=call,
    )
    return choose_prompt(facts, book, terms), apology(facts, book, terms)


def _telling(known: PersonFacts, began: date | None) -> Telling:
    open_account = known.account is not None and known.account.status is not AccountStatus.CLOSED
    if open_account:
        return Telling(Told.MEMBER)
    told = [row.day for row in known.mentions]
    if told:
        return Telling(Told.TOLD, 0, max(told))
    if began is None:
        return Telling(Told.NOT_TOLD)
    days = [one.day for one in known.visits]
    return Telling(Told.NOT_TOLD, visits_untold(days, began=began, any_adult_told=False))


def _age(person: Patient, day: date) -> int | None:
    return None if person.birth_date is None else age_on(person.birth_date, day)


def _is_adult(person: Patient, day: date) -> bool:
    age = _age(person, day)
    return age is None or age >= ADULT_AGE


def _known_first(person: Patient) -> list[date]:
    return [] if person.first_visit_known is None else [person.first_visit_known]


def _ordered(members: Sequence[Patient]) -> list[Patient]:
    return sorted(members, key=lambda one: (one.relation is not Relation.HEAD, one.id))


def _member_line(known: PersonFacts, one: Patient) -> MemberLine:
    return MemberLine(
        patient_id=one.id,
        name=one.full_name,
        spoken_name=one.spoken_name,
        age=_age(one, known.day),
        relation=one.relation,
        is_adult=_is_adult(one, known.day),
        guardian_id=one.guardian_id,
        visits=sum(visit.patient_id == one.id for visit in known.visits),
        told=known.status_of(one.id),
        is_on_account=one.id in known.memberships,
    )
