"""The papers of confidence of the made-up clinics: disclosure, erasure, statement."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

from reception.documents import payloads as p
from reception.documents import payloads_confidence as c
from reception.rules.erasure import ErasureFacts, plan_erasure
from reception.rules.retention import default_retention
from reception.translation import Language, Translator, load_translator, msg
from reception.values.choices import ConsentWay, EntryKind, PaperKind
from reception.values.labels import consent_way_label, entry_label

HUSBAND = {
    Language.RU: "Иванов Пётр Ильич",
    Language.UK: "Іванов Петро Ілліч",
    Language.EN: "O’Connor Peter",
}


def papers(language: Language, imprint: p.Imprint, clinic: p.Requisites, subject: p.Person) -> Any:
    """Each paper of confidence by its kind."""
    translator = load_translator(language)
    return {
        PaperKind.DISCLOSURE_CONSENT: c.DisclosureConsent(
            imprint, clinic, subject, p.Person(HUSBAND[language], date(1988, 7, 1))
        ),
        PaperKind.ERASURE_ACT: _act(imprint, clinic, translator),
        PaperKind.ACCOUNT_STATEMENT: _statement(imprint, clinic, subject, translator),
    }


def _act(imprint: p.Imprint, clinic: p.Requisites, translator: Translator) -> c.ErasureAct:
    facts = ErasureFacts(
        date(2026, 11, 2),
        last_visit=date(2026, 9, 14),
        has_account=True,
        balance=840,
        other_members=2,
        other_adults=1,
        is_holder=True,
        active_cards=1,
        represented=1,
        signed_papers=3,
    )
    plan = plan_erasure(facts, default_retention(clinic.country))
    say = translator.text
    return c.ErasureAct(
        imprint=imprint,
        clinic=clinic,
        record_number="000417",
        asked_on=date(2026, 10, 20),
        asked_how=say(consent_way_label(ConsentWay.PAPER)),
        erased_at=datetime(2026, 11, 2, 10, 45, tzinfo=UTC),
        erased_by="Ольга Синицына",
        goes=tuple(say(one) for one in plan.goes),
        stays=tuple(say(one) for one in plan.stays),
        follows=tuple(say(one) for one in plan.follows),
        rows=(
            (say(msg("Deleted: {what}", what="patient_phone")), "2"),
            (say(msg("Emptied: {what}", what="patient (last_name, first_name, …)")), "1"),
            (say(msg("Redacted in sealed rows: {what}", what="audit (difference)")), "14"),
        ),
        log_hash="5b" * 32,
    )


def _statement(
    imprint: p.Imprint, clinic: p.Requisites, reader: p.Person, translator: Translator
) -> c.AccountStatement:
    say, day = translator.text, translator.day
    return c.AccountStatement(
        imprint=imprint,
        clinic=clinic,
        programme_name={
            Language.RU: "Семейная карта",
            Language.UK: "Сімейна картка",
            Language.EN: "Family Card",
        }[translator.language],
        account_number="000012",
        reader=reader,
        first=date(2026, 9, 1),
        last=date(2026, 11, 2),
        opening=310,
        lines=(
            c.StatementLine(day(date(2026, 9, 14)), say(entry_label(EntryKind.EARNED)), 224),
            c.StatementLine(
                "09.2026", say(msg("other adults of the family, sum of the month")), 91
            ),
            c.StatementLine(day(date(2026, 10, 3)), say(entry_label(EntryKind.REDEEMED)), -150),
            c.StatementLine(
                "10.2026", say(msg("other adults of the family, sum of the month")), -35
            ),
        ),
        closing=440,
        held=60,
        expiring=(c.Lapsing("03.2027", 310), c.Lapsing("09.2027", 130)),
        has_others=True,
    )
