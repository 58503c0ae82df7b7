"""What the rules sheet says, made from the terms: every figure on it comes from them.

The sentences T1–T15 are worded in `reception/rules/wording.py`; here stand the notes on what
they leave open (law.md F3, F8–F10, F20–F22), which a clinic's lawyer confirms before going live.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from reception.documents.examples import worked_examples
from reception.documents.payloads import (
    Approval,
    Edition,
    GroupRow,
    Imprint,
    Note,
    Requisites,
    RulesSheet,
)
from reception.rules.terms import Terms, terms_hash
from reception.rules.wording import (
    ClinicFacts,
    rules_sheet_sentences,
    service_table,
    short_line,
)
from reception.translation import Language, Message, Translator, msg
from reception.values.choices import Leaving, Rounding
from reception.values.localized_text import LocalizedText

ROUNDING = {
    Rounding.DOWN: msg("rounded down to whole points, once a visit"),
    Rounding.HALF_UP: msg("rounded to whole points, once a visit"),
    Rounding.UP: msg("rounded up to whole points, once a visit"),
}
LEAVING = {
    Leaving.STAYS: msg("the points stay on the account"),
    Leaving.OWN_LOTS_GO_ALONG: msg("what is left of the points the leaver earned goes along"),
}


@dataclass(frozen=True)
class SheetFacts:
    """What the sheet needs to know beside the terms; `day` is the clinic's day of printing."""

    clinic: Requisites
    approval: Approval
    complaints_contact: str
    """Name and phone (F23)."""
    complaints_days: int
    day: date
    groups: tuple[str, ...]
    """Codes of the clinic's service groups, in the order of the table."""
    group_names: dict[str, LocalizedText] = field(default_factory=dict)


def edition_of(terms: Terms, translator: Translator) -> Edition:
    """The version of the terms as papers quote it."""
    return Edition(
        programme_name=terms.programme.name.localized(translator),
        version=terms.version.number,
        text_hash=terms_hash(terms),
        valid_from=terms.version.valid_from,
        valid_until=terms.version.valid_until,
        notice_days=terms.version.notice_days,
    )


def rules_sheet(
    terms: Terms,
    facts: SheetFacts,
    imprint: Imprint,
    translator: Translator,
    *,
    card_number: str = "",
    large_print: bool = False,
) -> RulesSheet:
    """The sheet of `terms` in the translator's language."""
    language = translator.language
    clinic_facts = ClinicFacts(
        contact=facts.complaints_contact,
        day=facts.day,
        answer_days=facts.complaints_days,
        group_names=facts.group_names,
    )
    sentences = rules_sheet_sentences(terms, clinic_facts, language)
    return RulesSheet(
        imprint=imprint,
        clinic=facts.clinic,
        edition=edition_of(terms, translator),
        approval=facts.approval,
        short=f"{short_line(terms, language)}.",
        points=tuple(sentence.text for sentence in sentences),
        notes=tuple(_notes(terms, translator)),
        groups=_groups(terms, facts, language),
        examples=worked_examples(terms, translator),
        other_languages=tuple(other for other in Language if other is not language),
        card_number=card_number,
        large_print=large_print,
    )


def _groups(terms: Terms, facts: SheetFacts, language: Language) -> tuple[GroupRow, ...]:
    """Groups that are treated alike stand in one row, so that the table is read at a glance."""
    alike: dict[tuple[bool, bool], list[str]] = {}
    for row in service_table(terms, facts.groups, language, facts.group_names):
        alike.setdefault((row.earns, row.spends), []).append(row.name)
    return tuple(
        GroupRow(_capital(", ".join(names)), earns, spends)
        for (earns, spends), names in sorted(alike.items(), reverse=True)
    )


def _capital(name: str) -> str:
    return name[:1].upper() + name[1:]


def _notes(terms: Terms, translator: Translator) -> Sequence[Note]:
    return [note for _code, note in _coded_notes(terms, translator)]


def _coded_notes(terms: Terms, translator: Translator) -> list[tuple[str, Note]]:
    said: list[tuple[str, Message, Message]] = [("F8", msg("How to join"), _joining())]
    if terms.family.max_members > 1:
        said.append(("F9", msg("The family account"), _family(terms)))
    said += [
        ("F10", msg("Counting points"), _counting(terms)),
        ("F20", msg("Points are not money"), _not_money()),
        ("F21", msg("Data and secrecy"), _data()),
        ("F22", msg("Tax"), _tax()),
    ]
    return [
        (code, Note(translator.text(label), translator.text(words))) for code, label, words in said
    ]


def lawyer_notes(terms: Terms, translator: Translator) -> list[tuple[str, Note]]:
    """What a lawyer confirms before the clinic goes live, with the field of product/law.md."""
    return [(code, note) for code, note in _coded_notes(terms, translator) if code != "F21"]


def _joining() -> Message:
    return msg(
        "You join by signing the application at reception; from that moment these rules hold for"
        " you and for the clinic. They are a public offer, the same for everyone."
    )


def _family(terms: Terms) -> Message:
    return msg(
        "The first to join is the account holder. Each adult joins and may leave at any time by an"
        " application at reception; then {what}. If the holder leaves, the next who joined becomes"
        " the holder, unless the holder names another.",
        what=LEAVING[terms.family.leaving],
    )


def _counting(terms: Terms) -> Message:
    return msg(
        "Counted from the part of the bill paid in money for services that earn, {rounding}. Points used"
        " on a visit earn nothing.",
        rounding=ROUNDING[terms.earning.rounding],
    )


def _not_money() -> Message:
    return msg(
        "Points lower the price of a visit. They are not paid out in money, not exchanged and not"
        " sold."
    )


def _data() -> Message:
    return msg(
        "Consent to the processing of data and consent to advertising are two separate sheets. The"
        " second is optional: the card is issued without it."
    )


def _tax() -> Message:
    return msg(
        "The clinic gives points to everyone on the same terms as a reduction of the price and"
        " withholds no tax on them. Ask a tax adviser if in doubt."
    )
