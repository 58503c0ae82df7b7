"""The words of the fields and kinds of lists, in the language of the screen."""

from __future__ import annotations

from reception.exchange.columns import Subject
from reception.ui.i18n import _, say
from reception.values import import_fields


def field_words(subject: Subject) -> dict[str, str]:
    """Field and word, for the mapping and for the list of refused rows."""
    return {name: say(word) for name, word in import_fields.field_words(subject.value).items()}


def kinds() -> list[tuple[Subject, str]]:
    """The lists that can be brought in, patients first: the others name them."""
    return [
        (Subject.PATIENTS, _("Patients")),
        (Subject.VISITS, _("Visits")),
        (Subject.APPOINTMENTS, _("Appointments")),
        (Subject.PRICES, _("Prices")),
    ]


def kind_word(subject: Subject) -> str:
    """A kind in the middle of a line."""
    return {
        Subject.PATIENTS: _("patients"),
        Subject.VISITS: _("visits"),
        Subject.APPOINTMENTS: _("appointments"),
        Subject.PRICES: _("prices"),
    }[subject]
