"""The sentences an import says about a field; several files of rows share them."""

from __future__ import annotations

from reception.rules.amounts import AmountFault
from reception.rules.import_report import shortened
from reception.rules.names import LONGEST, NameFault
from reception.translation import Message, msg


def formula() -> Message:
    """For a cell that computes."""
    return msg("A formula stands here. Allowed: plain values.")


def too_long(limit: int) -> Message:
    """For a text over its limit."""
    return msg("The text is too long. Allowed: {most} letters.", most=limit)


def control_characters() -> Message:
    """For characters that no person types."""
    return msg("Control characters stand in the field.")


def not_a_date(text: str) -> Message:
    """For what is no date in any form."""
    return msg("“{value}” is not a date. Allowed: 05.03.1990 or 1990-03-05.", value=shortened(text))


def no_such_day(text: str) -> Message:
    """For 31 February."""
    return msg("There is no such day: {value}.", value=shortened(text))


def neither_yes_nor_no(text: str) -> Message:
    """For an answer that is not plainly one of the two."""
    return msg("“{value}” is neither yes nor no.", value=shortened(text))


def name_reason(fault: NameFault, column: str, text: str) -> Message:
    """Why a name cannot be taken."""
    if fault is NameFault.MISSING and column == "last_name":
        return msg("The surname is missing.")
    if fault is NameFault.MISSING:
        return msg("The name is missing.")
    if fault is NameFault.CONTROL:
        return msg("The name contains control characters.")
    if fault is NameFault.FORMULA:
        return msg("The name begins with “{sign}”, a sign of formulas.", sign=text.strip()[0])
    if fault is NameFault.TOO_LONG:
        return msg("The name is too long. Allowed: {limit} letters.", limit=LONGEST)
    return msg("“{value}” is not a name: there is no letter in it.", value=shortened(text))


def phone_reason(text: str) -> Message:
    """Why a text is no phone number."""
    digits = sum(ch.isdigit() for ch in text)
    if not digits or any(ch.isalpha() for ch in text):
        return msg("“{value}” is not a phone number.", value=shortened(text))
    if digits < 10:
        return msg("The phone number {value} is too short.", value=shortened(text))
    return msg("There can be no phone number {value}.", value=shortened(text))


def unknown_sex(text: str) -> Message:
    """For a word that names no sex."""
    return msg("The sex “{value}” is unknown.", value=shortened(text))


def unknown_language(text: str) -> Message:
    """For a language the program does not speak."""
    return msg(
        "The language “{value}” is unknown. Allowed: Russian, Ukrainian, English.",
        value=shortened(text),
    )


def unknown_relation(text: str) -> Message:
    """For a word that names no relation."""
    return msg("The relation “{value}” is unknown.", value=shortened(text))


def not_an_email(text: str) -> Message:
    """For what has not the form of an address."""
    return msg("“{value}” is not an e-mail address.", value=shortened(text))


def sum_reason(fault: AmountFault, text: str) -> Message:
    """Why a text is no sum of money."""
    if fault is AmountFault.NEGATIVE:
        return msg("The sum {value} is negative.", value=text)
    if fault is AmountFault.TOO_LARGE:
        return msg("The sum {value} is too large.", value=text)
    return msg("“{value}” is not a sum. Allowed: 3200, 3 200,00 or 3200.50.", value=text)
