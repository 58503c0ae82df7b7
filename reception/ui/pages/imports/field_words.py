"""The words of the fields a column can fill, in the order in which they are offered."""

from __future__ import annotations

from reception.exchange.columns import Subject
from reception.ui.i18n import _


def field_words(subject: Subject) -> dict[str, str]:
    """Field and word, for the mapping and for the list of refused rows."""
    if subject is Subject.VISITS:
        return {
            "external_id": _("Visit number"),
            "patient_id": _("Patient's number"),
            "phone": _("Patient's phone"),
            "date": _("Date, or date and time"),
            "time": _("Time"),
            "status": _("Status"),
            "doctor": _("Doctor"),
            "room": _("Room"),
            "service_group": _("Service"),
            "amount": _("Amount"),
            "paid": _("Paid"),
            "told": _("Told about the programme"),
            "staff": _("Member of staff"),
        }
    return {
        "external_id": _("Patient's number"),
        "full_name": _("Surname, name, patronymic"),
        "last_name": _("Surname"),
        "first_name": _("First name"),
        "patronymic": _("Patronymic"),
        "birth_date": _("Date of birth"),
        "sex": _("Sex"),
        "phone": _("Phone"),
        "email": _("E-mail"),
        "address": _("Address"),
        "language": _("Preferred language"),
        "form_of_address": _("Form of address"),
        "family_id": _("Family number"),
        "head_id": _("Head of the family (number)"),
        "relation": _("Relation"),
        "guardian_id": _("Guardian (number)"),
        "first_visit": _("First visit"),
        "source": _("Heard from"),
        "consent_sms": _("Consent to SMS"),
        "consent_call": _("Consent to calls"),
        "consent_email": _("Consent to e-mail"),
        "comment": _("Note"),
    }
