"""Who acts for a patient: guardians, trusted persons with their document, payers; court papers."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from functools import partial

from reception.changes import Done
from reception.errors import InvalidInput, Refused
from reception.models import CourtRestriction, Patient, Representative
from reception.rules.ages import is_minor
from reception.rules.family_ties import write_scope
from reception.services.check_in import check_living
from reception.services.households import put_family_back
from reception.services.putting_back import Remembering
from reception.storage.family_finders import FamilyFinders
from reception.storage.unit_of_work import UnitOfWork
from reception.translation import msg
from reception.values.family_choices import (
    AuthorityKind,
    Kinship,
    RepresentativeKind,
    TrustScope,
)
from reception.values.phone_number import read_phone

APPOINTING = (AuthorityKind.GUARDIANSHIP, AuthorityKind.COURT)


def add_representative(
    uow: UnitOfWork,
    *,
    patient_id: int,
    kind: RepresentativeKind,
    person_id: int | None = None,
    name: str = "",
    phone: str = "",
    kinship: Kinship = Kinship.OTHER,
    document_kind: AuthorityKind = AuthorityKind.NONE,
    document_number: str = "",
    issued_on: date | None = None,
    expires_on: date | None = None,
    scope: Sequence[TrustScope] = (),
    paper_id: int | None = None,
) -> Done[int]:
    """Somebody acts for a patient from today on: a patient (`person_id`) or a name with a phone.

    Raises InvalidInput naming the field for what cannot be, Refused("court") for whom a court
    paper on file names.  Answers with the representative's number.
    """
    patient = uow.find.patient(patient_id)
    person = None if person_id is None else uow.find.patient(person_id)
    _check_person(uow, patient, kind, person, name, document_kind)
    _check_document(uow, kind, document_kind, document_number, issued_on, expires_on)
    _check_court(uow, patient_id, person_id, name)
    memory = Remembering(uow)
    row = Representative(
        patient_id=patient_id,
        kind=kind,
        person_id=person_id,
        name="" if person is not None else name.strip(),
        phone=_phone(uow, phone),
        kinship=kinship,
        document_kind=document_kind,
        document_number=document_number.strip(),
        issued_on=issued_on,
        expires_on=expires_on,
        scope=write_scope(frozenset(scope)) if kind is RepresentativeKind.TRUSTED else "",
        since=uow.today,
        paper_id=paper_id,
        recorded_at=uow.now,
        recorded_by_id=uow.actor.staff_id,
    )
    memory.add(row)
    if kind is RepresentativeKind.GUARDIAN and person is not None and patient.guardian_id is None:
        memory.change(patient, guardian_id=person.id)
    uow.about("patient", patient_id)
    return Done(
        row.id,
        msg("{name} may act for {patient}.", name=_name(uow, row), patient=patient.full_name),
        undo=partial(put_family_back, patient_id=patient_id, before=memory.made()),
    )


def end_representative(uow: UnitOfWork, *, representative_id: int) -> Done[None]:
    """Somebody does not act for a patient any more, at once; the row stays for the record."""
    row = FamilyFinders(uow.session).representative(representative_id)
    patient = uow.find.patient(row.patient_id)
    memory = Remembering(uow)
    memory.change(row, until=uow.today - timedelta(days=1))
    if row.kind is RepresentativeKind.GUARDIAN and row.person_id == patient.guardian_id:
        memory.change(patient, guardian_id=_next_guardian(uow, patient, row))
    uow.about("patient", patient.id)
    return Done(
        None,
        msg(
            "{name} does not act for {patient} any more.",
            name=_name(uow, row),
            patient=patient.full_name,
        ),
        undo=partial(put_family_back, patient_id=patient.id, before=memory.made()),
    )


def end_guardian(uow: UnitOfWork, *, patient_id: int) -> Done[None]:
    """The guardian without a recorded document does not act any more; kept as an ended row."""
    patient = uow.find.patient(patient_id)
    if patient.guardian_id is None:
        raise Refused(msg("No guardian is recorded."), code="unknown")
    memory = Remembering(uow)
    row = Representative(
        patient_id=patient_id,
        kind=RepresentativeKind.GUARDIAN,
        person_id=patient.guardian_id,
        since=uow.local_day(patient.created_at),
        until=uow.today - timedelta(days=1),
        recorded_at=uow.now,
        recorded_by_id=uow.actor.staff_id,
    )
    memory.add(row)
    memory.change(patient, guardian_id=_next_guardian(uow, patient, row))
    uow.about("patient", patient_id)
    return Done(
        None,
        msg(
            "{name} does not act for {patient} any more.",
            name=_name(uow, row),
            patient=patient.full_name,
        ),
        undo=partial(put_family_back, patient_id=patient_id, before=memory.made()),
    )


def restrict(
    uow: UnitOfWork,
    *,
    patient_id: int,
    person_id: int | None = None,
    name: str = "",
    document: str,
    document_day: date | None = None,
    note: str = "",
) -> Done[int]:
    """A court paper is on file: nothing about the patient is told to this person.

    Raises InvalidInput without the paper or without the person it names.
    """
    uow.find.patient(patient_id)
    if not document.strip():
        raise InvalidInput(
            msg("Name the court paper: the court, its number and day."), field="document"
        )
    if person_id is None and not name.strip():
        raise InvalidInput(msg("Write whom the paper names."), field="name")
    memory = Remembering(uow)
    row = CourtRestriction(
        patient_id=patient_id,
        person_id=person_id,
        name="" if person_id is not None else name.strip(),
        document=document.strip()[:200],
        document_day=document_day,
        note=note.strip(),
        since=uow.today,
        recorded_at=uow.now,
        recorded_by_id=uow.actor.staff_id,
    )
    memory.add(row)
    uow.about("patient", patient_id)
    return Done(
        row.id,
        msg("The court paper is on file; everybody at the desk sees it."),
        undo=partial(put_family_back, patient_id=patient_id, before=memory.made()),
    )


def lift_restriction(uow: UnitOfWork, *, restriction_id: int) -> Done[None]:
    """A court paper does not hold any more; it stays on file."""
    row = FamilyFinders(uow.session).restriction(restriction_id)
    memory = Remembering(uow)
    memory.change(row, until=uow.today - timedelta(days=1))
    uow.about("patient", row.patient_id)
    return Done(
        None,
        msg("The court paper does not hold any more; it stays on file."),
        undo=partial(put_family_back, patient_id=row.patient_id, before=memory.made()),
    )


def _name(uow: UnitOfWork, row: Representative) -> str:
    return row.name if row.person_id is None else uow.find.patient(row.person_id).full_name


def _next_guardian(uow: UnitOfWork, patient: Patient, but: Representative) -> int | None:
    for row in FamilyFinders(uow.session).representatives(patient.id):
        holds = row.until is None and row.kind is RepresentativeKind.GUARDIAN
        if holds and row is not but and row.person_id is not None:
            return row.person_id
    return None


def _phone(uow: UnitOfWork, text: str) -> str:
    if not text.strip():
        return ""
    number = read_phone(text, uow.clinic.country)
    if number is None:
        raise InvalidInput(
            msg("“{value}” is not a phone number.", value=text.strip()[:30]), field="phone"
        )
    return number.digits


def _check_person(
    uow: UnitOfWork,
    patient: Patient,
    kind: RepresentativeKind,
    person: Patient | None,
    name: str,
    document: AuthorityKind,
) -> None:
    if person is None and not name.strip():
        raise InvalidInput(msg("Write who it is, or choose a patient."), field="name")
    if len(name.strip()) > 200:
        raise InvalidInput(msg("The name is too long. Allowed: 200 letters."), field="name")
    if person is not None:
        check_living(person)
        if person is patient:
            raise InvalidInput(msg("Nobody acts for themselves this way."), field="name")
        if is_minor(person.birth_date, uow.today):
            raise InvalidInput(msg("Only an adult can act for somebody."), field="name")
    grown = not is_minor(patient.birth_date, uow.today)
    if kind is RepresentativeKind.GUARDIAN and grown and document not in APPOINTING:
        raise InvalidInput(
            msg("An adult has a legal representative only by a guardianship order or a court."),
            field="document_kind",
        )


def _check_document(
    uow: UnitOfWork,
    kind: RepresentativeKind,
    document: AuthorityKind,
    number: str,
    issued_on: date | None,
    expires_on: date | None,
) -> None:
    if kind is RepresentativeKind.TRUSTED and document is AuthorityKind.NONE:
        raise InvalidInput(
            msg("A trusted person needs a document: notarised or on the clinic's form."),
            field="document_kind",
        )
    if kind is RepresentativeKind.TRUSTED and not number.strip():
        raise InvalidInput(msg("Enter the number of the document."), field="document_number")
    if len(number.strip()) > 120:
        raise InvalidInput(
            msg("The text is too long. Allowed: {most} letters.", most=120),
            field="document_number",
        )
    if issued_on is not None and issued_on > uow.today:
        raise InvalidInput(msg("The day {day} is still to come.", day=issued_on), field="issued_on")
    if expires_on is not None and expires_on < uow.today:
        raise InvalidInput(
            msg("The document lapsed on {day}; a valid one is needed.", day=expires_on),
            field="expires_on",
        )


def _check_court(uow: UnitOfWork, patient_id: int, person_id: int | None, name: str) -> None:
    for row in FamilyFinders(uow.session).restrictions(patient_id):
        same = (
            row.person_id == person_id
            if person_id is not None
            else row.person_id is None and row.name.casefold() == name.strip().casefold()
        )
        if same and row.until is None:
            raise Refused(
                msg("A court paper on file forbids it: {document}.", document=row.document),
                code="court",
                way_out=msg("If it does not hold any more, lift it first."),
            )
