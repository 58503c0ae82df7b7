"""Drafts and publishing of the programme (design/terms.md 15, S0.14)."""

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from functools import partial
from typing import Any

import pytest
from sqlalchemy import text

from reception.bootstrap import starter_terms_text
from reception.changes import Done
from reception.errors import InvalidInput, Refused
from reception.models import ProgrammeVersion, Staff
from reception.queries.programme import override_remarks
from reception.rules.terms_reading import read_terms_toml, terms_from_json
from reception.services.clinic import change_clinic
from reception.services.programme import (
    NotReady,
    discard_draft,
    publish_terms,
    publish_version,
    save_draft,
    start_draft,
)
from reception.storage.database import Database
from reception.storage.unit_of_work import UnitOfWork
from reception.translation import Language, load_translator
from reception.values.actor import Actor
from reception.values.choices import Country, Job, Light, Role, VersionStatus
from reception.values.period import Period
from tests.clinics import MONDAY_MORNING
from tests.knowledge import pass_quiz

TODAY = MONDAY_MORNING.date()
ENGLISH = load_translator(Language.EN)
REQUISITES: dict[str, Any] = {
    "legal_name": "ООО «Клиника»",
    "registration_numbers": "ОГРН 1027700132195, ИНН 7707083893",
    "address": "Москва, Лесная, 1",
    "phone": "+7 495 123-45-67",
    "licence_number": "Л041-01137-77/00368123",
    "licence_date": date(2020, 1, 1),
    "approval_number": "12",
    "approval_date": date(2026, 1, 1),
    "signatory": "Орлова А. П., главный врач",
    "complaints_name": "Анна Орлова",
    "complaints_phone": "+7 495 123-45-67",
}


class Office:
    """Whoever works on the terms: runs one service after the other, each in its transaction."""

    def __init__(self, database: Database, actor: Actor) -> None:
        self.database, self.actor, self.now = database, actor, MONDAY_MORNING

    def __call__(self, service: Callable[..., Done[Any]], **arguments: Any) -> Any:
        if service in (publish_version, publish_terms):
            self._learn(arguments)
        return self.done(partial(service, **arguments)).value

    def _learn(self, arguments: dict[str, Any]) -> None:
        """Everybody passes the quiz on what is about to be published."""
        text = arguments.get("terms_text")
        if text is None:
            rows = {row.id: row.terms for row in self.rows()}
            terms = terms_from_json(rows[arguments["version_id"]])
        else:
            terms = read_terms_toml(text)
        pass_quiz(self.database, terms, self.now, self.actor)

    def done(self, service: Callable[..., Done[Any]]) -> Done[Any]:
        with self.database.unit_of_work(now=self.now, actor=self.actor, action="test") as uow:
            return service(uow)

    def rows(self) -> list[ProgrammeVersion]:
        with self.database.reading() as session:
            return list(session.query(ProgrammeVersion).order_by(ProgrammeVersion.number))

    def tree(self) -> dict[str, Any]:
        return dict(json.loads(self.rows()[-1].terms))


@pytest.fixture
def office(database: Database, supervisor: Actor) -> Office:
    """A supervisor over a clinic whose requisites are complete."""
    office = Office(database, supervisor)
    for field, value in REQUISITES.items():
        office(change_clinic, field=field, value=value)
    return office


def edited(office: Office, path: str, value: Any) -> int:
    """The draft with one field changed."""
    office(start_draft)
    tree = office.tree()
    table, key = path.split(".")
    tree[table][key] = value
    return int(office(save_draft, tree=tree))


def file_text(**version: object) -> str:
    """The terms of the clinic's first version as a file of version 2."""
    lines = "\n".join(f"{key} = {value}" for key, value in version.items())
    body = starter_terms_text(Country.RU).replace("number = 1\n", "")
    return body.replace("[version]\n", f"[version]\n{lines}\n")


# --- drafts


def test_a_draft_begins_as_a_copy_after_the_notice(office: Office) -> None:
    version_id = office(start_draft)
    assert office(start_draft) == version_id
    draft = office.rows()[-1]
    assert (draft.number, draft.status) == (2, VersionStatus.DRAFT)
    assert draft.valid_from == TODAY + timedelta(days=30)


def test_saving_a_draft_lists_every_fault_and_keeps_the_old_one(office: Office) -> None:
    office(start_draft)
    tree = office.tree()
    tree["earning"]["percent"] = "7,5"
    tree["expiry"]["months"] = -1
    tree["somebody"] = "gets more"
    with pytest.raises(InvalidInput) as fault:
        office(save_draft, tree=tree)
    said = [ENGLISH.text(each) for each in fault.value.faults]
    assert [line.split(":")[0] for line in said] == ["earning.percent", "expiry.months", "somebody"]
    assert office.tree()["earning"]["percent"] == "7"


def test_saving_and_discarding_a_draft_can_be_taken_back(office: Office) -> None:
    office(start_draft)
    tree = office.tree()
    done = office.done(
        partial(save_draft, tree=tree | {"earning": tree["earning"] | {"percent": "9"}})
    )
    assert office.tree()["earning"]["percent"] == "9"
    assert done.undo is not None
    office.done(done.undo)
    assert office.tree()["earning"]["percent"] == "7"
    gone = office.done(partial(discard_draft, version_id=done.value))
    assert len(office.rows()) == 1
    assert gone.undo is not None
    office.done(gone.undo)
    assert office.tree() == tree


def test_an_administrator_changes_no_terms(database: Database, administrator: Actor) -> None:
    with pytest.raises(Refused) as refusal:
        Office(database, administrator)(start_draft)
    assert refusal.value.code == "not_allowed"


# --- publishing


def test_publishing_ends_the_version_before_and_freezes_this_one(office: Office) -> None:
    version_id = edited(office, "earning.percent", "8")
    assert office(publish_version, version_id=version_id) == 2
    first, second = office.rows()
    assert second.status is VersionStatus.PUBLISHED
    assert second.published_by_id == office.actor.staff_id
    assert first.valid_until == second.valid_from - timedelta(days=1)
    for service in (publish_version, discard_draft):
        with pytest.raises(Refused) as refusal:
            office(service, version_id=version_id)
        assert refusal.value.code == "published"


def test_the_database_itself_refuses_to_change_a_published_version(office: Office) -> None:
    for statement in (
        "UPDATE programme_version SET terms = '{}'",
        "UPDATE programme_version SET status = 'draft'",
        "DELETE FROM programme_version",
    ):
        with pytest.raises(InvalidInput) as fault:
            office.done(lambda uow, s=statement: uow.session.execute(text(s)))
        assert "never changes" in str(fault.value.__cause__)


def test_worse_terms_wait_for_the_notice_and_better_ones_for_tomorrow(office: Office) -> None:
    office(start_draft)
    tree = office.tree()
    tree["version"]["valid_from"] = str(TODAY + timedelta(days=29))
    tree["earning"]["percent"] = "6.5"
    version_id = office(save_draft, tree=tree)
    with pytest.raises(NotReady) as refusal:
        office(publish_version, version_id=version_id)
    assert "30 days of notice" in ENGLISH.text(refusal.value.faults[0])
    tree["earning"]["percent"] = "7.5"
    tree["version"]["valid_from"] = str(TODAY)
    office(save_draft, tree=tree)
    with pytest.raises(NotReady) as refusal:
        office(publish_version, version_id=version_id)
    tree["version"]["valid_from"] = str(TODAY + timedelta(days=1))
    office(save_draft, tree=tree)
    assert office(publish_version, version_id=version_id) == 2


def test_empty_requisites_are_named(database: Database, supervisor: Actor) -> None:
    office = Office(database, supervisor)
    version_id = edited(office, "earning.percent", "8")
    with pytest.raises(NotReady) as refusal:
        office(publish_version, version_id=version_id)
    said = ENGLISH.text(refusal.value.faults[0])
    assert "Empty: Licence number." in said
    assert [c.code for c in refusal.value.checks] == [
        "worded",
        "constant",
        "legal",
        "promotions",
        "certified",
        "equal",
        "announced",
        "meaningful",
    ]


def test_a_sham_needs_the_owner_in_writing(office: Office) -> None:
    version_id = edited(office, "earning.percent", "1")
    with pytest.raises(NotReady):
        office(publish_version, version_id=version_id)
    with pytest.raises(Refused) as refusal:
        office(publish_version, version_id=version_id, override_reason="так решили")
    assert refusal.value.code == "not_allowed"
    office.actor = replace(office.actor, role=Role.OWNER)
    office(publish_version, version_id=version_id, override_reason="  так   решили ")
    published = office.rows()[-1]
    assert published.override_reason == "так решили"
    with office.database.reading() as session:
        before, after = (
            override_remarks(session, period=Period.month_of(day))
            for day in (TODAY, published.valid_from)
        )
    assert before == ()
    assert ENGLISH.text(after[0]).endswith("Анна Орлова answers for it: так решили")


def test_terms_nobody_has_learnt_need_the_owner_in_writing(office: Office) -> None:
    """A clinic whose front office cannot take the quiz now is not kept from publishing."""

    def hire(uow: UnitOfWork) -> Done[None]:
        job = Job.ADMINISTRATOR
        uow.add(
            Staff(
                login="asya",
                name="Ася Белова",
                role=Role.ADMINISTRATOR,
                job=job,
                created_at=uow.now,
            )
        )
        return Done(None)

    office(hire)
    version_id = edited(office, "earning.percent", "8")
    publish = partial(publish_version, version_id=version_id)
    with pytest.raises(NotReady) as refusal:
        office.done(publish)
    assert [check.code for check in refusal.value.checks if check.light is Light.RED] == [
        "certified"
    ]
    office.actor = replace(office.actor, role=Role.OWNER)
    office.done(partial(publish, override_reason="учимся до первого числа"))
    assert office.rows()[-1].override_reason == "учимся до первого числа"


def test_an_override_that_was_not_needed_is_not_kept(office: Office) -> None:
    version_id = edited(office, "earning.percent", "8")
    office.actor = replace(office.actor, role=Role.OWNER)
    office(publish_version, version_id=version_id, override_reason="на всякий случай")
    assert office.rows()[-1].override_reason == ""


def test_russia_s_public_offer_stands_for_thirty_days(office: Office) -> None:
    start = TODAY + timedelta(days=40)
    office(start_draft)
    tree = office.tree()
    tree["version"] |= {
        "valid_from": str(start),
        "valid_until": str(start + timedelta(days=29)),
    }
    version_id = office(save_draft, tree=tree)
    with pytest.raises(NotReady) as refusal:
        office(publish_version, version_id=version_id)
    assert any("public offer" in ENGLISH.text(fault) for fault in refusal.value.faults)
    tree["version"]["valid_until"] = str(start + timedelta(days=30))
    office(save_draft, tree=tree)
    office(publish_version, version_id=version_id)


@pytest.mark.parametrize(
    ("promotion", "word"),
    [
        ({"first_day": "2026-11-15", "last_day": "2026-11-15"}, "no day within"),
        ({"first_day": "2027-01-03", "last_day": "2027-01-03"}, "no working day"),
        (
            {"first_day": "2027-01-01", "last_day": "2027-01-31", "groups": ["medicines"]},
            "no points at all",
        ),
    ],
)
def test_a_promotion_nobody_can_use_is_refused(
    office: Office, promotion: dict[str, Any], word: str
) -> None:
    office(start_draft)
    tree = office.tree()
    name = {"ru": "Зима", "uk": "Зима", "en": "Winter"}
    tree["promotions"] = [{"code": "winter", "name": name, "multiplier": "2", **promotion}]
    version_id = office(save_draft, tree=tree)
    with pytest.raises(NotReady) as refusal:
        office(publish_version, version_id=version_id)
    assert word in ENGLISH.text(refusal.value.faults[-1])


def test_a_file_is_published_and_the_draft_stands_behind_it(office: Office) -> None:
    office(start_draft)
    start = TODAY + timedelta(days=1)
    text_of_file = file_text(number=2, valid_from=start).replace('percent = "7"', 'percent = "8"')
    assert office(publish_terms, terms_text=text_of_file) == 2
    assert [(row.number, row.status) for row in office.rows()] == [
        (1, VersionStatus.PUBLISHED),
        (2, VersionStatus.PUBLISHED),
        (3, VersionStatus.DRAFT),
    ]


@pytest.mark.parametrize(
    ("old", "new", "word"),
    [
        ('code = "family-card"', 'code = "other"', "another programme"),
        ("number = 2", "number = 1", "each number once"),
    ],
)
def test_a_file_of_another_programme_is_a_fault(
    office: Office, old: str, new: str, word: str
) -> None:
    body = file_text(number=2, valid_from=TODAY + timedelta(days=1)).replace(old, new)
    with pytest.raises(InvalidInput) as fault:
        office(publish_terms, terms_text=body)
    assert word in ENGLISH.text(fault.value.faults[0])
    assert len(office.rows()) == 1
