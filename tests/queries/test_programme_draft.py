"""The draft and its trial as the page asks for them, on a clinic with a history."""

from collections.abc import Iterator
from datetime import timedelta
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from reception.bootstrap import lay_down_demonstration
from reception.clock import SetClock
from reception.errors import Refused
from reception.models import Acceptance, ProgrammeVersion
from reception.paths import DataFolder
from reception.progress import Cancelled, Progress
from reception.queries.programme import differences_since, programme_in_words, versions
from reception.queries.programme_draft import (
    draft,
    draft_month,
    draft_trial,
    version_differences,
)
from reception.queries.programme_sheet import old_sheet
from reception.rules.reference import Reference
from reception.rules.terms_editing import with_value
from reception.rules.terms_reading import terms_from_json
from reception.services.paper_states import mark_printed
from reception.services.papers import issue_rules_sheet
from reception.services.programme import publish_version, save_draft, start_draft
from reception.services.programme_reference import set_reference
from reception.storage.database import Database
from reception.storage.publishing_facts import own_medians, reference_patients
from reception.translation import Language, load_translator
from reception.values.actor import COMMAND_LINE
from reception.values.choices import Country, Light
from tests.clinics import MONDAY_MORNING
from tests.knowledge import pass_quiz
from tests.people import Desk

TODAY = MONDAY_MORNING.date()
ENGLISH = load_translator(Language.EN)


@pytest.fixture
def clinic(tmp_path: Path) -> Iterator[Desk]:
    """A demonstration clinic of eight months."""
    database: Database = lay_down_demonstration(
        DataFolder(tmp_path / "data"),
        country=Country.UA,
        clock=SetClock(MONDAY_MORNING),
        seed=5,
        patients=150,
        months=8,
    )
    yield Desk(database, COMMAND_LINE, MONDAY_MORNING)
    database.close()


def edited(clinic: Desk, path: str, value: Any) -> int:
    clinic.do(start_draft)
    found = clinic.ask(draft, day=TODAY, language=Language.EN)
    return int(clinic.do(save_draft, tree=with_value(found.tree, path, value)).value)


def publish(clinic: Desk, version_id: int) -> None:
    """Publish a draft that everybody has learnt."""
    text = clinic.ask(lambda session: session.get_one(ProgrammeVersion, version_id).terms)
    pass_quiz(clinic.database, terms_from_json(text), clinic.now, clinic.actor)
    clinic.do(publish_version, version_id=version_id)


def test_after_some_months_the_clinic_s_own_medians_are_taken(clinic: Desk) -> None:
    own = clinic.ask(own_medians, today=TODAY)
    assert own is not None
    assert own.bill > 0
    assert own.size >= 2
    assert Fraction(1, 5) < own.interval <= 12
    assert clinic.ask(reference_patients, today=TODAY) == own
    chosen = Reference(123_450, Fraction(6), 3)
    done = clinic.do(set_reference, bill_minor=123_450, months=6, size=3)
    assert clinic.ask(reference_patients, today=TODAY) == chosen
    clinic.undo(done)
    assert clinic.ask(reference_patients, today=TODAY) == own


def test_before_that_they_are_those_of_the_country(clinic: Desk) -> None:
    early = TODAY - timedelta(days=170)
    assert clinic.ask(own_medians, today=early) is None
    assert clinic.ask(reference_patients, today=early) == Reference(100_000)


def test_without_a_draft_there_is_nothing_to_try(clinic: Desk) -> None:
    assert clinic.ask(draft, day=TODAY, language=Language.UK) is None
    assert clinic.ask(draft_trial, day=TODAY) is None
    assert clinic.ask(draft_month, day=TODAY, progress=Progress()) is None


def test_a_draft_is_shown_in_the_words_of_its_sheet_and_tried_out(clinic: Desk) -> None:
    edited(clinic, "earning.percent", "9")
    found = clinic.ask(draft, day=TODAY, language=Language.UK)
    assert found.number == 2
    assert any("9%" in one.text for one in found.sentences)
    trial = clinic.ask(draft_trial, day=TODAY)
    assert [change.path for change in trial.changes] == ["earning.percent"]
    assert {gate.light for gate in trial.gates} == {Light.GREEN}
    assert trial.family.people == trial.reference.size
    month = clinic.ask(draft_month, day=TODAY, progress=Progress())
    assert month.period.first.isoformat() == "2026-10-01"
    assert month.would_be.given > month.was.given > 0


def test_a_replay_that_is_stopped_stops(clinic: Desk) -> None:
    edited(clinic, "earning.percent", "9")
    progress = Progress()
    progress.cancel()
    with pytest.raises(Cancelled):
        clinic.ask(draft_month, day=TODAY, progress=progress)


def test_a_patient_with_an_old_sheet_is_told_what_has_changed(clinic: Desk) -> None:
    version_id = edited(clinic, "earning.percent", "9")
    publish(clinic, version_id)
    second, first = clinic.ask(versions, day=TODAY)
    later = second.valid_from
    assert clinic.ask(differences_since, version_id=first.id, day=TODAY) == ()
    lines = clinic.ask(differences_since, version_id=first.id, day=later)
    assert [ENGLISH.text(line) for line in lines] == [
        "Back in points: 9% of what is paid instead of 7%."
    ]
    assert clinic.ask(differences_since, version_id=second.id, day=later) == ()
    assert clinic.ask(version_differences, version_id=second.id) == lines
    assert clinic.ask(version_differences, version_id=first.id) == ()
    assert (second.is_to_come, first.is_in_force, first.ends_programme) == (True, True, False)


def test_both_versions_can_be_read_in_every_language(clinic: Desk) -> None:
    version_id = edited(clinic, "earning.percent", "9")
    publish(clinic, version_id)
    for row in clinic.ask(versions, day=TODAY):
        for language in Language:
            words = clinic.ask(programme_in_words, day=TODAY, language=language, version_id=row.id)
            percent = load_translator(language).percent(9 if row.number == 2 else 7)
            assert any(percent in sentence.text for sentence in words.sentences)
    with pytest.raises(Refused):
        publish(clinic, version_id)


def test_who_holds_an_old_sheet_is_found_until_the_new_one_is_printed(clinic: Desk) -> None:
    def members(session: Session) -> list[int]:
        return list(session.scalars(select(Acceptance.patient_id).order_by(Acceptance.id)))

    version_id = edited(clinic, "earning.percent", "9")
    publish(clinic, version_id)
    patient_id = clinic.ask(members)[0]
    later = TODAY + timedelta(days=60)
    assert clinic.ask(old_sheet, patient_id=patient_id, day=TODAY) is None
    found = clinic.ask(old_sheet, patient_id=patient_id, day=later)
    assert found is not None
    assert (found.number, len(found.lines)) == (1, 1)
    clinic.now += timedelta(days=60)
    paper = clinic.do(issue_rules_sheet, patient_id=patient_id).value
    clinic.do(mark_printed, paper_ids=[paper])
    assert clinic.ask(old_sheet, patient_id=patient_id, day=later) is None
