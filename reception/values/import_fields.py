"""The words of the fields a column can fill, in the order in which they are offered."""

from __future__ import annotations

from collections.abc import Mapping

from reception.translation import Message, msg

_PATIENTS = {
    "external_id": msg("Patient's number"),
    "full_name": msg("Surname, name, patronymic"),
    "last_name": msg("Surname"),
    "first_name": msg("First name"),
    "patronymic": msg("Patronymic"),
    "birth_date": msg("Date of birth"),
    "sex": msg("Sex"),
    "phone": msg("Phone"),
    "email": msg("E-mail"),
    "address": msg("Address"),
    "language": msg("Preferred language"),
    "form_of_address": msg("Form of address"),
    "family_id": msg("Family number"),
    "head_id": msg("Head of the family (number)"),
    "relation": msg("Relation"),
    "guardian_id": msg("Guardian (number)"),
    "first_visit": msg("First visit"),
    "last_visit": msg("Last visit"),
    "visits_count": msg("Number of visits"),
    "card_number": msg("Loyalty card"),
    "points": msg("Points"),
    "points_until": msg("Points usable until"),
    "source": msg("Heard from"),
    "consent_sms": msg("Consent to SMS"),
    "consent_call": msg("Consent to calls"),
    "consent_email": msg("Consent to e-mail"),
    "comment": msg("Note"),
}
_VISITS = {
    "external_id": msg("Visit number"),
    "patient_id": msg("Patient's number"),
    "phone": msg("Patient's phone"),
    "card_number": msg("Loyalty card"),
    "date": msg("Date, or date and time"),
    "time": msg("Time"),
    "status": msg("Status"),
    "doctor": msg("Doctor"),
    "room": msg("Room"),
    "service_group": msg("Service"),
    "amount": msg("Amount"),
    "paid": msg("Paid"),
    "told": msg("Told about the programme"),
    "staff": msg("Member of staff"),
}
_APPOINTMENTS = {
    name: word for name, word in _VISITS.items() if name not in ("amount", "paid", "told")
} | {"external_id": msg("Appointment number")}
_PRICES = {
    "code": msg("Code of the service"),
    "name": msg("Service"),
    "patient_name": msg("Name for patients"),
    "service_group": msg("Group of services"),
    "price": msg("Price"),
    "valid_from": msg("Valid from"),
    "valid_until": msg("Valid until"),
}
_WORDS: Mapping[str, Mapping[str, Message]] = {
    "patients": _PATIENTS,
    "visits": _VISITS,
    "appointments": _APPOINTMENTS,
    "prices": _PRICES,
}


def field_words(subject: str) -> Mapping[str, Message]:
    """Field and word of a kind of list: patients, visits, appointments or prices."""
    return _WORDS[subject]


def field_word(subject: str, name: str) -> Message | str:
    """The word of one field; phone_2 is a phone."""
    base = "phone" if name.startswith("phone_") else name
    return _WORDS[subject].get(base, name)
