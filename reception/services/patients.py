"""Patients: entered neatly, changed field by field, told apart from likely duplicates."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import partial
from typing import Any

from reception.changes import Done
from reception.errors import InvalidInput
from reception.models import FormerName, Household, KnownDifferent, Patient, PatientPhone
from reception.rules.names import NameFault, PersonName, fold, name_fault, search_keys, tidy
from reception.services.drafts import take_draft
from reception.services.erased import refuse_erased
from reception.storage.likely import recheck
from reception.storage.unit_of_work import UnitOfWork
from reception.translation import Language, Message, msg
from reception.values.choices import Background, Relation, Sex
from reception.values.ids import PatientId
from reception.values.phone_number import PhoneNumber, read_phone

DRAFT_KIND = "new_patient"
FIRST_BIRTH_YEAR = 1900
NAME_FIELDS = ("last_name", "first_name", "patronymic")
IDENTITY_FIELDS = (*NAME_FIELDS, "birth_date", "sex", "email", "address")
"""What the likeness of two records is made of, beside phones."""
TEXT_FIELDS = ("form_of_address", "email", "address", "source", "comment", "drink")
TICK_FIELDS = (
    "no_patronymic",
    "prefers_silence",
    "do_not_mention",
    "refuses_data",
    "opted_out",
    "large_print",
    "hard_of_hearing",
    "poor_sight",
    "written_prompt",
    "no_surname",
)
LONGEST_TEXT = {"email": 200, "address": 300, "form_of_address": 120, "source": 120, "drink": 60}


def register_patient(
    uow: UnitOfWork,
    *,
    last_name: str,
    first_name: str = "",
    patronymic: str = "",
    no_patronymic: bool = False,
    birth_date: date | None = None,
    phones: Sequence[str] = (),
    no_phone: bool = False,
    sex: Sex | None = None,
    language: Language | None = None,
    form_of_address: str = "",
    source: str = "",
    household_id: int | None = None,
    relation: Relation = Relation.HEAD,
    guardian_id: int | None = None,
    different_from: Sequence[int] = (),
    draft_subject: str = "",
    request_id: str | None = None,
) -> Done[PatientId]:
    """Enter a new person, alone or into an existing household.

    `different_from` are likely duplicates somebody decided are other persons.  Raises
    InvalidInput naming the field for a name, birth date or phone that cannot be.
    """
    content = {"names": [last_name, first_name, patronymic], "phones": list(phones)}
    known = uow.request(request_id, content)
    if known is not None:
        return Done(PatientId(known))
    name = _name(last_name, first_name, "" if no_patronymic else patronymic)
    _check_birth_date(birth_date, uow.today)
    numbers = _numbers(uow, phones, no_phone=no_phone)
    by_surname, by_first = search_keys(name)
    person = Patient(
        last_name=name.last,
        first_name=name.first,
        patronymic=name.patronymic,
        no_patronymic=no_patronymic,
        name_as_given=" ".join(part for part in (last_name, first_name, patronymic) if part),
        name_key=by_surname,
        first_key=by_first,
        birth_date=birth_date,
        sex=sex,
        language=language or uow.clinic.language,
        form_of_address=_checked(uow, "form_of_address", tidy(form_of_address)),
        source=_checked(uow, "source", source),
        household_id=_household(uow, household_id),
        relation=relation if household_id is not None else Relation.HEAD,
        guardian_id=guardian_id,
        created_at=uow.now,
        phones=[_phone(number, place) for place, number in enumerate(numbers)],
    )
    uow.add(person)
    for other_id in different_from:
        _remember_different(uow, person, uow.find.patient(other_id))
    recheck(uow, person.id)
    if draft_subject:
        take_draft(uow, kind=DRAFT_KIND, subject=draft_subject)
    uow.answered(request_id, person.id)
    uow.about("patient", person.id)
    return Done(
        PatientId(person.id),
        msg("{name} is entered.", name=person.full_name),
        undo=partial(take_patient_back, patient_id=person.id),
    )


def take_patient_back(uow: UnitOfWork, *, patient_id: int) -> Done[None]:
    """Remove a person just entered; raises InvalidInput once something depends on the record."""
    person = uow.find.patient(patient_id)
    uow.about("patient", patient_id)
    household = uow.find.household(person.household_id)
    for pair in uow.find.known_different(patient_id):
        uow.session.delete(pair)
    uow.session.delete(person)
    uow.session.flush()
    if not uow.find.household_members(household.id):
        uow.session.delete(household)
        uow.session.flush()
    return Done(None, msg("The new patient was taken back."))


def change_patient(uow: UnitOfWork, *, patient_id: int, field: str, value: Any) -> Done[None]:
    """Change one field of a person; offers the old value back.

    A changed surname stays searchable as a former one.  Raises InvalidInput for a value that
    cannot be, ValueError for a field that is not there.
    """
    person = uow.find.patient(patient_id)
    refuse_erased(person)
    old = getattr(person, field)
    new = _checked(uow, field, value)
    if old == new:
        return Done(None)
    setattr(person, field, new)
    if field in NAME_FIELDS:
        _rename(uow, person, field, str(old))
    if field in IDENTITY_FIELDS:
        recheck(uow, patient_id)
    uow.about("patient", patient_id)
    undo = partial(change_patient, patient_id=patient_id, field=field, value=old)
    return Done(None, msg("Saved."), undo=undo)


def change_phones(uow: UnitOfWork, *, patient_id: int, phones: Sequence[str]) -> Done[None]:
    """Replace a person's phone numbers, in this order; offers the old ones back."""
    person = uow.find.patient(patient_id)
    refuse_erased(person)
    old = tuple("+" + row.digits for row in person.phones)
    numbers = _numbers(uow, phones, no_phone=True)
    person.phones.clear()
    uow.session.flush()
    person.phones.extend(_phone(number, place) for place, number in enumerate(numbers))
    recheck(uow, patient_id)
    uow.about("patient", patient_id)
    undo = partial(change_phones, patient_id=patient_id, phones=old)
    return Done(None, msg("Saved."), undo=undo)


def mark_different(uow: UnitOfWork, *, patient_id: int, other_id: int) -> Done[None]:
    """Two records are two persons; they are not offered as duplicates again."""
    _remember_different(uow, uow.find.patient(patient_id), uow.find.patient(other_id))
    recheck(uow, patient_id)
    uow.about("patient", patient_id)
    undo = partial(forget_different, patient_id=patient_id, other_id=other_id)
    return Done(None, msg("Remembered: two different persons."), undo=undo)


def forget_different(uow: UnitOfWork, *, patient_id: int, other_id: int) -> Done[None]:
    """Two records may be one person after all; they are offered as duplicates again."""
    pair = uow.session.get(KnownDifferent, tuple(sorted((patient_id, other_id))))
    if pair is not None:
        uow.session.delete(pair)
        uow.session.flush()
    for number in (patient_id, other_id):
        if not uow.find.known_different(number):
            uow.find.patient(number).namesake_exists = False
    recheck(uow, patient_id)
    uow.about("patient", patient_id)
    return Done(None, msg("The two records stand in the list of duplicates again."))


# --- What may stand in a field ------------------------------------------------------------------


def _name(last: str, first: str, patronymic: str) -> PersonName:
    if not last.strip():
        raise InvalidInput(msg("Enter the surname."), field="last_name")
    for field, text in (("last_name", last), ("first_name", first), ("patronymic", patronymic)):
        _check_name(field, text)
    return PersonName(tidy(last), tidy(first), tidy(patronymic))


def _check_name(field: str, text: str) -> None:
    fault = name_fault(text)
    if fault is not None and (fault is not NameFault.MISSING or field == "last_name"):
        raise InvalidInput(_NAME_FAULTS[fault], field=field)


_NAME_FAULTS: dict[NameFault, Message] = {
    NameFault.MISSING: msg("Enter the surname."),
    NameFault.CONTROL: msg("The name holds characters nobody types. Enter it by hand."),
    NameFault.FORMULA: msg("A name cannot begin with =, +, - or @."),
    NameFault.TOO_LONG: msg("The name is too long. Allowed: 200 letters."),
    NameFault.NO_LETTERS: msg("A name needs letters."),
}


def _check_birth_date(born: date | None, today: date) -> None:
    if born is not None and not (born.year >= FIRST_BIRTH_YEAR and born <= today):
        raise InvalidInput(
            msg("The birth date {day} cannot be. Allowed: 1900 to today.", day=born),
            field="birth_date",
        )


def _numbers(uow: UnitOfWork, phones: Sequence[str], *, no_phone: bool) -> list[PhoneNumber]:
    numbers: list[PhoneNumber] = []
    for text in phones:
        if not text.strip():
            continue
        number = read_phone(text, uow.clinic.country)
        if number is None:
            raise InvalidInput(
                msg("“{value}” is not a phone number.", value=text.strip()[:30]), field="phone"
            )
        if number not in numbers:
            numbers.append(number)
    if not numbers and not no_phone:
        raise InvalidInput(msg("Enter a phone, or tick “no phone”."), field="phone")
    return numbers


def _phone(number: PhoneNumber, place: int) -> PatientPhone:
    return PatientPhone(digits=number.digits, reversed_digits=number.digits[::-1], position=place)


def _household(uow: UnitOfWork, household_id: int | None) -> int:
    if household_id is not None:
        return uow.find.household(household_id).id
    household = Household(created_at=uow.now)
    uow.add(household)
    return household.id


def _checked(uow: UnitOfWork, field: str, value: Any) -> Any:
    if field in NAME_FIELDS:
        _check_name(field, str(value))
        return tidy(str(value))
    if field == "birth_date":
        _check_birth_date(value, uow.today)
        return value
    if field in TEXT_FIELDS:
        text = str(value).strip()
        most = LONGEST_TEXT.get(field, 2000)
        if len(text) > most:
            raise InvalidInput(
                msg("The text is too long. Allowed: {most} letters.", most=most), field=field
            )
        return text
    if field in TICK_FIELDS:
        return bool(value)
    if field == "language":
        return Language(value)
    if field == "background":
        return None if value is None else Background(value)
    if field == "sex":
        return None if value is None else Sex(value)
    raise ValueError(field)


def _rename(uow: UnitOfWork, person: Patient, field: str, old: str) -> None:
    name = PersonName(person.last_name, person.first_name, person.patronymic)
    person.name_key, person.first_key = search_keys(name)
    if field != "last_name":
        return
    for former in uow.find.former_names(person.id):
        if former.name_key == fold(person.last_name):
            uow.session.delete(former)  # taken back, or the old surname again
            uow.session.flush()
            return
    uow.add(FormerName(patient_id=person.id, last_name=old, name_key=fold(old), until=uow.today))


def _remember_different(uow: UnitOfWork, one: Patient, other: Patient) -> None:
    lower, upper = sorted((one.id, other.id))
    if lower == upper or uow.session.get(KnownDifferent, (lower, upper)) is not None:
        return
    uow.add(
        KnownDifferent(
            lower_id=lower,
            upper_id=upper,
            decided_at=uow.now,
            decided_by_id=uow.actor.staff_id,
        )
    )
    if one.birth_date == other.birth_date and one.name_key == other.name_key:
        one.namesake_exists = other.namesake_exists = True
