"""Fills what papers say from the database: one paper maker for each action and language."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

from reception.documents import payloads
from reception.documents.card_design import ACCENT, INK, WHITE
from reception.documents.requisites import missing_requisites, refuse_incomplete
from reception.documents.rules_content import SheetFacts, edition_of
from reception.documents.wording import unbroken
from reception.errors import Refused
from reception.models import Card, Patient
from reception.rules.service_names import STANDARD_GROUPS
from reception.rules.terms import Terms
from reception.rules.wording import short_line
from reception.services.card_designs import design_in
from reception.storage.unit_of_work import UnitOfWork
from reception.translation import Language, load_translator, msg
from reception.values.choices import CardForm, CardState, Country, PaperKind
from reception.values.localized_text import LocalizedText
from reception.values.phone_number import PhoneNumber


class PaperMaker:
    """Reads the facts of the papers of one action, in one language; numbers them as they come."""

    def __init__(self, uow: UnitOfWork, language: Language) -> None:
        self._uow = uow
        self.translator = load_translator(language)
        self._last = uow.find.last_paper_id()

    @property
    def clinic(self) -> payloads.Requisites:
        """The clinic's requisites."""
        row = self._uow.clinic
        return payloads.Requisites(
            name=row.name,
            legal_name=row.legal_name,
            address=row.address,
            phone=row.phone,
            country=row.country,
            registration_numbers=row.registration_numbers,
            licence_number=row.licence_number,
            licence_date=row.licence_date,
            email=row.email,
        )

    @property
    def approval(self) -> payloads.Approval:
        """The order that put the programme in force."""
        row = self._uow.clinic
        return payloads.Approval(row.approval_number, row.approval_date, row.signatory)

    def check(self, kind: PaperKind) -> None:
        """Raise InvalidInput naming every requisite a paper of this kind lacks."""
        row = self._uow.clinic
        missing = missing_requisites(
            kind,
            self.clinic,
            self.approval,
            complaints_name=row.complaints_name,
            complaints_phone=row.complaints_phone,
        )
        refuse_incomplete(missing)

    def imprint(self) -> payloads.Imprint:
        """The next number, the local time, and who prints."""
        self._last += 1
        return payloads.Imprint(f"{self._last:06d}", self._local_now(), self._uow.actor.name)

    def sheet_facts(self) -> SheetFacts:
        """What the rules sheet says beside the terms."""
        row = self._uow.clinic
        groups = self._uow.find.service_groups()
        own = {
            group.code: LocalizedText(group.name, group.name, group.name)
            for group in groups
            if group.code not in STANDARD_GROUPS
        }
        return SheetFacts(
            clinic=self.clinic,
            approval=self.approval,
            complaints_contact=f"{row.complaints_name}, {unbroken(row.complaints_phone)}",
            complaints_days=row.complaints_days,
            day=self._uow.today,
            groups=tuple(group.code for group in groups),
            group_names=own,
        )

    def application(self, terms: Terms, patient: Patient) -> payloads.Application:
        """The application of a person who has just joined."""
        account_id, holder_id = self._account_of(patient)
        card = self.card_of(patient)
        return payloads.Application(
            imprint=self.imprint(),
            clinic=self.clinic,
            edition=edition_of(terms, self.translator),
            applicant=person(patient),
            phone=phone_of(patient),
            account_number=f"{account_id:06d}",
            holder_name=self._uow.find.patient(holder_id).full_name,
            opens_account=holder_id == patient.id,
            members=tuple(
                payloads.Member(person(child), child.relation, patient.full_name)
                for child in self.entered_by(patient)
            ),
            card_number="" if card is None else card.number,
            card_form=CardForm.PAPER if card is None else card.form,
            preferred_language=patient.language,
            form_of_address=patient.address_form,
            short=f"{short_line(terms, self.translator.language)}.",
        )

    def data_consent(self, subject: Patient, signer: Patient, terms: Terms) -> payloads.DataConsent:
        """The consent for `subject`, signed by herself or by whoever represents her."""
        clinic = self.clinic
        return payloads.DataConsent(
            imprint=self.imprint(),
            clinic=clinic,
            programme_name=terms.programme.name.localized(self.translator),
            subject=person(subject),
            storage_place=clinic.address,
            written_form=clinic.country is Country.RU,
            address=subject.address,
            representative="" if subject is signer else signer.full_name,
        )

    def advertising_consent(self, patient: Patient) -> payloads.AdvertisingConsent:
        """The advertising sheet, every box empty."""
        return payloads.AdvertisingConsent(
            imprint=self.imprint(),
            clinic=self.clinic,
            subject=person(patient),
            phone=phone_of(patient),
            email=patient.email,
        )

    def card(self, terms: Terms, row: Card) -> payloads.Card:
        """The face of a card; the holder's name only where the clinic wishes it."""
        clinic = self.clinic
        design = design_in(self._uow, self.translator.language)
        return payloads.Card(
            clinic_name=clinic.name,
            programme_name=terms.programme.name.localized(self.translator),
            number=row.number,
            phone=clinic.phone,
            holder_name=self._holder_of(row) if design.shows_holder else "",
            valid_until=terms.version.valid_until,
            design=design,
        )

    def blank(self, terms: Terms) -> payloads.Card:
        """What all cards of the clinic have in common, without a number."""
        clinic = self.clinic
        return payloads.Card(
            clinic_name=clinic.name,
            programme_name=terms.programme.name.localized(self.translator),
            number="",
            phone=clinic.phone,
            valid_until=terms.version.valid_until,
            design=design_in(self._uow, self.translator.language),
        )

    def _holder_of(self, row: Card) -> str:
        return "" if row.holder_id is None else self._uow.find.patient(row.holder_id).full_name

    def paper_card(self, terms: Terms, row: Card) -> payloads.PaperCard:
        """A paper card with the same rights as plastic."""
        return payloads.PaperCard(
            imprint=self.imprint(),
            card=_on_paper(self.card(terms, row)),
            short=f"{short_line(terms, self.translator.language)}.",
            issued_on=row.issued_on or self._uow.today,
        )

    def entered_by(self, patient: Patient) -> list[Patient]:
        """The members of her account whom this person entered, in order of joining."""
        account_id, _holder = self._account_of(patient)
        return [
            self._uow.find.patient(member.patient_id)
            for member in self._uow.find.members(account_id)
            if member.entered_by_id == patient.id and member.patient_id != patient.id
        ]

    def card_of(self, patient: Patient) -> Card | None:
        """The active card this person holds, the latest issued."""
        membership = self._uow.find.membership(patient.id)
        if membership is None:
            return None
        held = [
            card
            for card in self._uow.find.cards_of_account(membership.account_id)
            if card.state is CardState.ACTIVE and card.holder_id == patient.id
        ]
        return held[-1] if held else None

    def _account_of(self, patient: Patient) -> tuple[int, int]:
        membership = self._uow.find.membership(patient.id)
        if membership is None:
            raise Refused(
                msg("{name} is on no family account yet.", name=patient.full_name),
                code="unknown_member",
            )
        account = self._uow.find.account(membership.account_id)
        return account.id, account.holder_id

    def _local_now(self) -> datetime:
        return self._uow.now.astimezone(ZoneInfo(self._uow.clinic.time_zone))


def _on_paper(card: payloads.Card) -> payloads.Card:
    """Dark on white, whatever the plastic looks like: office printers have little toner."""
    plain = replace(card.design, ground=WHITE, ink=INK, accent=ACCENT, has_back=False)
    return replace(card, design=plain)


def person(patient: Patient) -> payloads.Person:
    """A patient as a paper names them."""
    return payloads.Person(patient.full_name, patient.birth_date)


def phone_of(patient: Patient) -> str:
    """The first number, as people write it; empty where there is none."""
    return str(PhoneNumber(f"+{patient.phones[0].digits}")) if patient.phones else ""
