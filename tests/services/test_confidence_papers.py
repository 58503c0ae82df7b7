"""What a signed disclosure or power of attorney lets another person do, and that undo ends it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from reception.changes import Done
from reception.errors import InvalidInput
from reception.queries.consents import consents_view, may_see_visits
from reception.queries.papers import papers_not_signed
from reception.services.confidence_papers import issue_disclosure, issue_statement
from reception.services.consents import record_consent
from reception.services.family_papers import issue_power_of_attorney
from reception.services.joining import sign_papers
from reception.services.paper_signing import decline_papers, record_signatures
from reception.services.patients import register_patient
from reception.storage.family_finders import FamilyFinders
from reception.storage.finders import Finders
from reception.values.choices import ConsentPurpose, PaperState
from tests.services.test_papers import Desk, bare, desk

__all__ = ["bare", "desk"]
DAY = date(2026, 11, 2)


def test_a_signed_disclosure_lets_the_other_see_and_its_undo_does_not(desk: Desk) -> None:
    other = desk.act(
        register_patient,
        last_name="Иванов",
        first_name="Илья",
        no_patronymic=True,
        birth_date=date(1988, 1, 9),
        no_phone=True,
    ).value
    seen = {"patient_id": desk.mother, "viewer_id": other}
    first = desk.act(issue_disclosure, patient_id=desk.mother, toward_id=other).value
    paper = desk.act(issue_disclosure, patient_id=desk.mother, toward_id=other).value
    assert [row.paper_id for row in desk.ask(papers_not_signed)] == [paper] != [first]
    assert not desk.ask(may_see_visits, **seen)
    desk.join()
    desk.act(sign_papers, patient_id=desk.mother)  # of joining: the disclosure is none of them
    assert not desk.ask(may_see_visits, **seen)
    signed = desk.act(record_signatures, paper_ids=[paper], kept_in="папка 4")
    assert desk.ask(may_see_visits, **seen)
    (line,) = desk.ask(consents_view, patient_id=desk.mother, day=DAY).disclosures
    assert (line.proof, line.text_version) == ("папка 4", 1)
    assert signed.undo is not None
    desk.act(signed.undo)
    assert not desk.ask(may_see_visits, **seen)
    desk.act(decline_papers, paper_ids=[paper])
    assert desk.ask(papers_not_signed) == []


def test_a_disclosure_signed_in_the_record_signs_its_sheet(desk: Desk) -> None:
    toward = {"patient_id": desk.mother, "toward_id": desk.child}
    paper = desk.act(issue_disclosure, **toward).value
    desk.act(record_consent, purpose=ConsentPurpose.DISCLOSURE, proof="папка 8", **toward)
    with desk.database.reading() as session:
        found = Finders(session).paper(paper)
        assert (found.state, found.kept_in) == (PaperState.SIGNED, "папка 8")
    assert desk.ask(may_see_visits, patient_id=desk.mother, viewer_id=desk.child)


def _trusted(desk: Desk) -> list[tuple[str, str]]:
    with desk.database.reading() as session:
        rows = FamilyFinders(session).representatives(desk.child)
        return [(row.name, row.document_number) for row in rows]


def test_a_signed_power_of_attorney_lets_its_holder_bring_the_child(desk: Desk) -> None:
    blank = desk.act(issue_power_of_attorney, child_id=desk.child).value
    done = desk.act(record_signatures, paper_ids=[blank])
    assert "Enter the trusted person" in str(done.said)
    assert _trusted(desk) == []
    paper = desk.act(
        issue_power_of_attorney, child_id=desk.child, trusted="Д\u02bcАртаньян Нина"
    ).value
    signed = desk.act(record_signatures, paper_ids=[paper])
    assert _trusted(desk) == [("Д\u02bcАртаньян Нина", "000002")]
    assert signed.undo is not None
    desk.act(signed.undo)
    assert _trusted(desk) == []
    assert [row.paper_id for row in desk.ask(papers_not_signed)] == [paper]


@pytest.mark.parametrize("issue", [issue_disclosure, issue_statement])
def test_no_paper_of_confidence_without_the_clinics_legal_name(
    bare: Desk, issue: Callable[..., Done[Any]]
) -> None:
    bare.join()
    given: dict[str, Any] = (
        {"patient_id": bare.mother, "toward_id": bare.child}
        if issue is issue_disclosure
        else {"reader_id": bare.mother, "first": DAY, "last": DAY}
    )
    with pytest.raises(InvalidInput) as refused:
        bare.act(issue, **given)
    assert refused.value.code == "requisites_missing"
