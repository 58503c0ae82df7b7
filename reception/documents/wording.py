"""Words that several papers share: edition, validity, licence, kinds of relations."""

from __future__ import annotations

from reception.documents.payloads import Edition, Requisites
from reception.translation import Message, Translator, msg, nmsg
from reception.values.choices import Relation

HASH_SHOWN = 8

RELATIONS: dict[Relation, Message] = {
    Relation.HEAD: msg("head of the family"),
    Relation.SPOUSE: msg("spouse"),
    Relation.CHILD: msg("child"),
    Relation.PARENT: msg("parent"),
    Relation.SIBLING: msg("brother or sister"),
    Relation.GRANDPARENT: msg("grandparent"),
    Relation.OTHER: msg("close person"),
}


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
