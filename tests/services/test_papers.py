"""Papers are made, numbered, frozen, printed, signed and taken back, each as one action."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import pytest

from reception.changes import Done
from reception.documents.render import read_payload, render
from reception.errors import InvalidInput, Refused
from reception.queries.papers import (
    papers_not_printed,
    papers_not_signed,
    papers_of_patient,
    papers_to_print,
)
from reception.services.cards import issue_card
from reception.services.clinic import change_clinic
from reception.services.joining import join_programme, sign_papers
from reception.services.paper_signing import decline_papers, record_signatures
from reception.services.paper_states import mark_handed, mark_printed
from reception.services.papers import (
    draw_card,
    draw_rules_sheet,
    issue_card_paper,
    issue_rules_sheet,
    print_joining_papers,
)
from reception.services.patients import register_patient
from reception.storage.database import Database
from reception.storage.finders import Finders
from reception.translation import Language, load_translator
from reception.values.actor import Actor
from reception.values.card_number import CardNumber
from reception.values.choices import (
    AcceptanceState,
    ConsentPurpose,
    ConsentState,
    ContactChannel,
    PaperKind,
    PaperState,
    Relation,
)
from tests.clinics import MONDAY_MORNING
from tests.documents.conftest import Printed

REQUISITES: dict[str, Any] = {
    "legal_name": "ООО «Тихий двор»",
    "registration_numbers": "ОГРН 1025403190000, ИНН 5406190000",
    "address": "630099, Новосибирск, ул. Ленина, 12",
    "phone": "+7 383 200-10-20",
    "licence_number": "Л041-01125-54/00330000",
    "licence_date": date(2019, 4, 15),
    "approval_number": "12-П",
    "approval_date": date(2025, 12, 1),
    "signatory": "главный врач Н. А. Белова",
    "complaints_name": "Анна Орлова",
    "complaints_phone": "+7 383 200-10-21",
}


@dataclass
class Desk:
    """A clinic with a mother and her child, acted on as the desk would."""

    database: Database
    supervisor: Actor
    mother: int = 0
    child: int = 0

    def act(self, action: Callable[..., Done[Any]], **arguments: Any) -> Done[Any]:
        name = getattr(action, "__name__", "undo")
        with self.database.unit_of_work(
            now=MONDAY_MORNING, actor=self.supervisor, action=name
        ) as uow:
            return action(uow, **arguments)

    def ask(self, query: Callable[..., Any], **arguments: Any) -> Any:
        with self.database.reading() as session:
            return query(session, **arguments)

    def drawn(self, paper_ids: Sequence[int]) -> list[bytes]:
        return [
            render(one.kind, read_payload(one.kind, one.payload), load_translator(one.language))
            for one in self.ask(papers_to_print, paper_ids=paper_ids)
        ]

    def fill_requisites(self) -> None:
        for field, value in REQUISITES.items():
            self.act(change_clinic, field=field, value=value)

    def join(self) -> int:
        joined = self.act(join_programme, patient_id=self.mother, child_ids=[self.child]).value
        account_id: int = joined.account_id
        return account_id


@pytest.fixture
def bare(database: Database, supervisor: Actor) -> Desk:
    """Nothing of the clinic is filled in but its name."""
    desk = Desk(database, supervisor)
    desk.mother = desk.act(
        register_patient,
        last_name="Иванова",
        first_name="Анна",
        patronymic="Сергеевна",
        birth_date=date(1990, 3, 5),
        phones=["+7 916 123-45-67"],
    ).value
    with database.reading() as session:
        from reception.models import Patient

        mother = session.get(Patient, desk.mother)
        assert mother is not None
        household = mother.household_id
    desk.child = desk.act(
        register_patient,
        last_name="Иванов",
        first_name="Пётр",
        no_patronymic=True,
        birth_date=date(2018, 5, 1),
        household_id=household,
        relation=Relation.CHILD,
        guardian_id=desk.mother,
        no_phone=True,
    ).value
    return desk


@pytest.fixture
def desk(bare: Desk) -> Desk:
    bare.fill_requisites()
    return bare


def test_an_empty_requisite_stops_the_paper_and_each_is_named(bare: Desk) -> None:
    with pytest.raises(InvalidInput) as refused:
        bare.act(issue_rules_sheet, patient_id=bare.mother)
    assert refused.value.code == "requisites_missing"
    assert len(refused.value.message.fields["names"]) == len(REQUISITES)
    assert bare.ask(papers_not_printed) == []


def test_the_rules_sheet_is_made_in_the_patients_language(desk: Desk) -> None:
    paper_id = desk.act(issue_rules_sheet, patient_id=desk.mother).value
    (paper,) = desk.ask(papers_to_print, paper_ids=[paper_id])
    assert (paper.kind, paper.language, paper.number) == (
        PaperKind.RULES_SHEET,
        Language.RU,
        "000001",
    )
    (pdf,) = desk.drawn([paper_id])
    printed = Printed(pdf)
    assert printed.has("ООО «Тихий двор»")
    assert printed.has("№ 000001")
    assert printed.has("02.11.2026 09:00")
    assert printed.has("Анна Орлова")


def test_a_sheet_for_the_desk_may_be_in_another_language(desk: Desk) -> None:
    paper_id = desk.act(issue_rules_sheet, language=Language.UK, large_print=True).value
    (pdf,) = desk.drawn([paper_id])
    assert Printed(pdf).has("Сімейна картка: правила програми")


def test_a_reprint_is_identical_whatever_has_changed_since(desk: Desk) -> None:
    paper_id = desk.act(issue_rules_sheet, patient_id=desk.mother).value
    first = desk.drawn([paper_id])
    desk.act(change_clinic, field="address", value="Другой адрес, 1")
    assert desk.drawn([paper_id]) == first


def test_all_papers_of_joining_come_in_signing_order(desk: Desk) -> None:
    account = desk.join()
    desk.act(issue_card, account_id=account, holder_id=desk.mother, on_paper=True)
    ids = desk.act(print_joining_papers, patient_id=desk.mother).value
    papers = desk.ask(papers_to_print, paper_ids=ids)
    assert [paper.kind for paper in papers] == [
        PaperKind.APPLICATION,
        PaperKind.DATA_CONSENT,
        PaperKind.DATA_CONSENT,
        PaperKind.ADVERTISING_CONSENT,
        PaperKind.RULES_SHEET,
    ]
    assert len({paper.number for paper in papers}) == len(papers)
    application, own, childs, advertising, _rules = map(Printed, desk.drawn(ids))
    assert application.has("Иванов Пётр")
    assert application.has("временная бумажная карта")
    assert application.has("+7 916 123-45-67")
    assert own.has("нет, подписывает лично")
    assert childs.has("Иванов Пётр, дата рождения 01.05.2018")
    assert childs.has("Иванова Анна Сергеевна, документ")
    assert advertising.has("Согласие на получение рекламы")


def test_papers_prove_the_acceptance_and_the_consents_and_are_signed_with_them(desk: Desk) -> None:
    desk.join()
    ids = desk.act(print_joining_papers, patient_id=desk.mother).value
    desk.act(mark_printed, paper_ids=ids)
    assert len(desk.ask(papers_not_signed)) == 4
    signed = desk.act(sign_papers, patient_id=desk.mother, kept_in="папка 1")
    with desk.database.unit_of_work(
        now=MONDAY_MORNING, actor=desk.supervisor, action="look"
    ) as uow:
        (consent,) = uow.find.consents(desk.child, ConsentPurpose.DATA)
        assert consent.state is ConsentState.GIVEN
        assert consent.paper_id == ids[2]
        assert len(consent.text_hash) == 64
        (acceptance,) = uow.find.acceptances(desk.mother)
        assert acceptance.paper_id == ids[0]
        assert uow.find.paper(ids[0]).state is PaperState.SIGNED
        assert uow.find.paper(ids[0]).kept_in == "папка 1"
    waiting = desk.ask(papers_not_signed)
    assert [row.kind for row in waiting] == [PaperKind.ADVERTISING_CONSENT]  # it is optional
    assert signed.undo is not None
    desk.act(signed.undo)
    assert len(desk.ask(papers_not_signed)) == 4


def test_printing_and_handing_over_are_marked_and_taken_back(desk: Desk) -> None:
    made = desk.act(issue_rules_sheet, patient_id=desk.mother)
    assert len(desk.ask(papers_not_printed)) == 1
    printed = desk.act(mark_printed, paper_ids=[made.value])
    handed = desk.act(mark_handed, paper_ids=[made.value])
    (row,) = desk.ask(papers_of_patient, patient_id=desk.mother)
    assert row.state is PaperState.HANDED
    assert row.patient_name == "Иванова Анна Сергеевна"
    assert handed.undo is not None
    desk.act(handed.undo)
    (row,) = desk.ask(papers_of_patient, patient_id=desk.mother)
    assert (row.state, row.handed_at) == (PaperState.PRINTED, None)
    assert printed.undo is not None
    desk.act(printed.undo)
    assert len(desk.ask(papers_not_printed)) == 1
    assert made.undo is not None
    desk.act(made.undo)
    assert desk.ask(papers_of_patient, patient_id=desk.mother) == []


@pytest.mark.parametrize(
    ("on_paper", "kind"), [(True, PaperKind.PAPER_CARD), (False, PaperKind.PAPER_CARD)]
)
def test_a_card_is_printed_as_what_it_is(desk: Desk, on_paper: bool, kind: PaperKind) -> None:
    """Plastic is out in a new clinic, so that both are on paper."""
    account = desk.join()
    card = desk.act(issue_card, account_id=account, holder_id=desk.mother, on_paper=on_paper).value
    paper_id = desk.act(issue_card_paper, card_id=card.card_id).value
    (paper,) = desk.ask(papers_to_print, paper_ids=[paper_id])
    assert paper.kind is kind
    assert Printed(desk.drawn([paper_id])[0]).has(str(card.number))


def test_somebody_who_has_not_joined_gets_no_application(desk: Desk) -> None:
    with pytest.raises(Refused) as refused:
        desk.act(print_joining_papers, patient_id=desk.mother)
    assert refused.value.code == "unknown_member"
    assert desk.ask(papers_not_printed) == []


def test_the_sheet_and_a_card_are_drawn_without_keeping_a_paper(desk: Desk) -> None:
    data, language = desk.act(draw_rules_sheet, version=1).value
    assert (data.imprint.number, language) == ("", Language.RU)
    account = desk.join()
    card = desk.act(issue_card, account_id=account, holder_id=desk.mother).value
    face, _language = desk.act(draw_card, number=card.number).value
    assert face.number == card.number.digits
    assert desk.ask(papers_not_printed) == []


def test_unknown_versions_cards_and_papers_are_refused(desk: Desk) -> None:
    with pytest.raises(Refused) as refused:
        desk.act(draw_rules_sheet, version=9)
    assert refused.value.code == "unknown_version"
    with pytest.raises(Refused) as refused:
        desk.act(draw_card, number=CardNumber.of(77, 1))
    assert refused.value.code == "unknown_card"
    with pytest.raises(Refused):
        desk.ask(papers_to_print, paper_ids=[12])


def test_one_paper_is_signed_by_itself_and_says_where_it_lies(desk: Desk) -> None:
    desk.join()
    ids = desk.act(print_joining_papers, patient_id=desk.mother).value
    application, own, childs, advertising, _rules = ids
    signed = desk.act(record_signatures, paper_ids=[application, childs], kept_in=" папка  2 ")
    assert {row.paper_id for row in desk.ask(papers_not_signed)} == {own, advertising}
    with desk.database.reading() as session:
        find = Finders(session)
        assert find.paper(childs).kept_in == "папка 2"
        assert find.acceptances(desk.mother)[0].state is AcceptanceState.SIGNED
        assert find.consents(desk.child, ConsentPurpose.DATA)[0].state is ConsentState.GIVEN
        assert find.consents(desk.mother, ConsentPurpose.DATA)[0].state is ConsentState.TO_SIGN
    assert signed.undo is not None
    desk.act(signed.undo)
    assert len(desk.ask(papers_not_signed)) == 4
    with pytest.raises(InvalidInput):
        desk.act(record_signatures, paper_ids=[own], kept_in="п" * 201)


def test_the_advertising_sheet_may_stay_unsigned_and_the_others_may_not(desk: Desk) -> None:
    desk.act(
        join_programme,
        patient_id=desk.mother,
        child_ids=[],
        advertising=[ContactChannel.SMS],
    )
    ids = desk.act(print_joining_papers, patient_id=desk.mother).value
    application, _data, advertising, _rules = ids
    with pytest.raises(Refused) as refused:
        desk.act(decline_papers, paper_ids=[application])
    assert refused.value.code == "needed"
    declined = desk.act(decline_papers, paper_ids=[advertising])
    with desk.database.reading() as session:
        (consent,) = Finders(session).consents(desk.mother, ConsentPurpose.ADVERTISING)
        assert consent.state is ConsentState.WITHDRAWN
    with pytest.raises(Refused):
        desk.act(record_signatures, paper_ids=[advertising])
    assert declined.undo is not None
    desk.act(declined.undo)
    desk.act(record_signatures, paper_ids=[advertising], kept_in="скан 17.pdf")
    with desk.database.reading() as session:
        (consent,) = Finders(session).consents(desk.mother, ConsentPurpose.ADVERTISING)
        assert (consent.state, consent.proof) == (ConsentState.GIVEN, "скан 17.pdf")
        assert consent.withdrawn_on is None
