"""Words that several papers share: edition, validity, licence."""

from __future__ import annotations

from reception.documents.payloads import Edition, Note, Requisites, RulesSheet
from reception.translation import NO_BREAK_SPACE, Language, Translator, msg, nmsg

HASH_SHOWN = 8
LANGUAGE_NAMES = {
    Language.RU: "русский",
    Language.UK: "українська",
    Language.EN: "English",
}
"""Each language by its own name."""


def unbroken(words: str) -> str:
    """A phone number that stays on one line."""
    return words.replace(" ", NO_BREAK_SPACE)


def edition_tag(edition: Edition, translator: Translator) -> str:
    """Programme, version and the first eight digits of the hash: «Семейная карта, редакция 1»."""
    named = msg(
        "{programme}, version {version}, text {hash}",
        programme=edition.programme_name,
        version=edition.version,
        hash=edition.text_hash[:HASH_SHOWN],
    )
    return translator.text(named)


def validity(edition: Edition, translator: Translator) -> str:
    """From when until when the version holds (F2, F3)."""
    if edition.valid_until is not None:
        return translator.text(
            msg(
                "Version {version}, valid from {first} to {last}; it is not withdrawn earlier.",
                version=edition.version,
                first=edition.valid_from,
                last=edition.valid_until,
            )
        )
    return translator.text(
        nmsg(
            "Version {version}, valid from {first} until a new edition, announced {count} day"
            " ahead.",
            "Version {version}, valid from {first} until a new edition, announced {count} days"
            " ahead.",
            edition.notice_days,
            version=edition.version,
            first=edition.valid_from,
        )
    )


def licence_line(clinic: Requisites, translator: Translator) -> str:
    """Number and day of the medical licence (F5)."""
    return translator.text(
        msg("{number} of {day}", number=clinic.licence_number, day=clinic.licence_date)
    )


def operator_line(clinic: Requisites) -> str:
    """The clinic as the controller of personal data (C4)."""
    return f"{clinic.legal_name}, {clinic.registration_numbers}, {clinic.address}"


def sheet_title(data: RulesSheet, translator: Translator) -> str:
    """The title of the rules sheet."""
    return translator.text(
        msg("{programme}: rules of the programme", programme=data.edition.programme_name)
    )


def organiser_rows(data: RulesSheet, translator: Translator) -> list[Note]:
    """Who organises the programme, by which order, and in which languages it stands (F4–F6, F24)."""
    said, clinic, approval = translator.text, data.clinic, data.approval
    order = msg(
        "Order {number} of {day}, {signatory}",
        number=approval.number,
        day=approval.day,
        signatory=approval.signatory,
    )
    rows = [
        Note(said(msg("Organiser")), f"{clinic.legal_name}, {clinic.registration_numbers}"),
        Note(said(msg("Address and phone")), f"{clinic.address}, {unbroken(clinic.phone)}"),
        Note(said(msg("Medical licence")), licence_line(clinic, translator)),
        Note(said(msg("Approved by")), said(order)),
    ]
    languages = ", ".join(LANGUAGE_NAMES[language] for language in data.other_languages)
    if languages:
        rows.append(Note(said(msg("Equal text also in")), languages))
    return rows
