"""What is missing in a person's record, what that costs, and what to ask at the next visit.

Each detail weighs what its absence costs the clinic or the person, and says so.  Whoever gives
no data is never asked again (product/situations.md 9); her record is simply as full as she
wishes it.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from reception.translation import Language, Message, msg
from reception.values.choices import Country

MOST_ASKED = 3
"""No more is asked at one visit."""


class Detail(StrEnum):
    """A detail of a record that counts."""

    PHONE = "phone"
    BIRTH_DATE = "birth_date"
    GUARDIAN = "guardian"
    FIRST_NAME = "first_name"
    CONSENT = "consent"
    FORM_OF_ADDRESS = "form_of_address"
    PATRONYMIC = "patronymic"
    SOURCE = "source"


@dataclass(frozen=True)
class Weight:
    """What a detail weighs, why, and the words to ask for it."""

    points: int
    why: Message
    name: Message
    ask: Message


WEIGHTS: dict[Detail, Weight] = {
    Detail.PHONE: Weight(
        25,
        msg("Without a phone nobody can be warned that the doctor is ill, nor found by it."),
        msg("phone"),
        msg("ask for a phone number, or tick “no phone”"),
    ),
    Detail.GUARDIAN: Weight(
        25,
        msg("A child without a representative cannot be told from one who came alone."),
        msg("representative"),
        msg("ask who represents the child"),
    ),
    Detail.BIRTH_DATE: Weight(
        20,
        msg("The birth date tells namesakes apart, and an adult from a child."),
        msg("date of birth"),
        msg("ask for the date of birth"),
    ),
    Detail.FIRST_NAME: Weight(
        15,
        msg("Without a first name nobody can be addressed."),
        msg("first name"),
        msg("ask for the first name"),
    ),
    Detail.CONSENT: Weight(
        15,
        msg("A member's signature under the data consent is the clinic's only proof of it."),
        msg("signed data consent"),
        msg("have the data consent signed"),
    ),
    Detail.FORM_OF_ADDRESS: Weight(
        10,
        msg("The Ukrainian form of address is never guessed: a wrong ending offends."),
        msg("form of address"),
        msg("ask how to address her or him"),
    ),
    Detail.PATRONYMIC: Weight(
        5,
        msg("A patronymic tells namesakes apart; many people are addressed by it."),
        msg("patronymic"),
        msg("ask for the patronymic, or tick “no patronymic”"),
    ),
    Detail.SOURCE: Weight(
        5,
        msg("It shows what brings new patients."),
        msg("where they heard of the clinic"),
        msg("ask how they heard of the clinic"),
    ),
}


@dataclass(frozen=True)
class RecordFacts:
    """What a record holds, as far as its quality goes."""

    country: Country
    language: Language
    has_phone: bool
    has_birth_date: bool
    has_first_name: bool
    has_patronymic: bool
    needs_no_patronymic: bool
    has_form_of_address: bool
    has_source: bool
    is_minor: bool
    has_guardian: bool
    is_member: bool
    has_signed_consent: bool
    refuses_data: bool = False


@dataclass(frozen=True)
class Quality:
    """How full a record is, 0 to 100, and what is missing, the heaviest first."""

    score: int
    missing: tuple[Detail, ...]
    ask: tuple[Detail, ...]
    """What to ask at the next visit; empty for whoever gives no data."""


def quality(facts: RecordFacts) -> Quality:
    """The quality of a record: the weights of what it has, per cent of what it could have."""
    held = _applicable(facts)
    possible = sum(WEIGHTS[detail].points for detail in held)
    there = sum(WEIGHTS[detail].points for detail, has in held.items() if has)
    missing = sorted(
        (detail for detail, has in held.items() if not has),
        key=lambda detail: -WEIGHTS[detail].points,
    )
    return Quality(
        score=100 * there // possible,
        missing=tuple(missing),
        ask=() if facts.refuses_data else tuple(missing[:MOST_ASKED]),
    )


def _applicable(facts: RecordFacts) -> dict[Detail, bool]:
    """The details that this record could have, and whether it has them.

    A child needs a representative rather than a phone of its own.
    """
    found = {Detail.BIRTH_DATE: facts.has_birth_date, Detail.FIRST_NAME: facts.has_first_name}
    if facts.is_minor:
        found[Detail.GUARDIAN] = facts.has_guardian
    else:
        found[Detail.PHONE] = facts.has_phone
    if facts.country is not Country.OTHER and not facts.needs_no_patronymic:
        found[Detail.PATRONYMIC] = facts.has_patronymic
    if facts.language is Language.UK:
        found[Detail.FORM_OF_ADDRESS] = facts.has_form_of_address
    if facts.is_member:
        found[Detail.CONSENT] = facts.has_signed_consent
    found[Detail.SOURCE] = facts.has_source
    return found
