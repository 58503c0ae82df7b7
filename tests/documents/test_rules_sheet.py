"""The rules sheet states F1–F24 in three languages, and its figures are those of the terms."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

import pytest

from reception.bootstrap import starter_terms_text
from reception.documents.payloads import Approval, RulesSheet
from reception.documents.render import read_payload, render, write_payload
from reception.documents.rules_content import SheetFacts, rules_sheet
from reception.rules.service_names import STANDARD_GROUPS
from reception.rules.starter import starter_terms
from reception.rules.terms import Terms, short_hash
from reception.rules.terms_reading import parse_toml, read_terms
from reception.translation import Language, Translator, load_translator
from reception.values.choices import Country, PaperKind
from tests.documents import samples
from tests.documents.conftest import Printed


def terms_of(language: Language) -> Terms:
    country = samples.clinic(language).country
    return starter_terms(starter_terms_text(country), valid_from=date(2026, 1, 1))


def facts(language: Language) -> SheetFacts:
    clinic = samples.clinic(language)
    return SheetFacts(
        clinic=clinic,
        approval=Approval("12-П", date(2025, 12, 1), "главный врач Н. А. Белова"),
        complaints_contact=f"Анна Орлова, {clinic.phone}",
        complaints_days=10,
        day=date(2026, 11, 2),
        groups=tuple(STANDARD_GROUPS),
    )


def sheet(language: Language, translator: Translator, *, large: bool = False) -> RulesSheet:
    terms = terms_of(language)
    return rules_sheet(terms, facts(language), samples.imprint(), translator, large_print=large)


STATED = {
    Language.RU: (
        "Семейная карта: правила программы", "Редакция 1", "01.01.2026", "сообщим за 30 дней",
        "ООО «Тихий двор»", "ОГРН 1025403190000, ИНН 5406190000", "Л041-01125-54/00330000",
        "15.04.2019", "12-П", "01.12.2025", "главный врач Н. А. Белова", "Карта бесплатная",
        "Вы вступаете, подписав заявление", "до 8 человек", "Кто вступил первым, тот держатель",
        "Возвращаем баллами 7 %", "с округлением вниз", "лекарства", "со следующего дня",
        "1 балл = 1 ₽", "до 50 %", "24 месяца", "За 30 дней до сгорания", "за 90 дней",
        "300 приветственных баллов", "200 баллов", "60 дней", "вернули деньги",
        "Потерянную карту", "Акции действуют", "за 30 дней", "ещё 90 дней",
        "Их не выдают деньгами", "не чужие визиты", "два отдельных листа", "Налог",
        "Анна Орлова", "в течение 10 дней", "02.11.2026 10:45", "Ольга Синицына", "русский",
        "українська, English", "Номер карты", "210 баллов", "105 баллов", "2 520 баллов", "3 320 ₽",
    ),
    Language.UK: (
        "Сімейна картка: правила програми", "Редакція 1", "01.01.2026", "повідомимо за 30 днів",
        "ТОВ «Тихий двір»", "ЄДРПОУ 40123456", "наказ МОЗ № 1234", "03.02.2020", "12-П",
        "Картка безкоштовна", "Ви приєднуєтеся, підписавши заяву", "до 8 осіб",
        "Хто приєднався першим, той власник", "Повертаємо балами 7%", "з округленням униз",
        "ліки", "з наступного дня", "1 бал = 1 грн", "до 50%", "24 місяці", "За 30 днів до згоряння",
        "100 вітальних балів", "70 балів", "60 днів", "повернули кошти", "Загублену картку",
        "Акції діють", "ще 90 днів", "Їх не видають грошима", "не чужі візити",
        "два окремі аркуші", "Податок", "Анна Орлова", "протягом 10 днів", "українська",
        "русский, English", "Номер картки", "70 балів", "840 балів",
    ),
    Language.EN: (
        "Family Card: rules of the programme", "Version 1", "1 Jan 2026", "announced 30 days ahead",
        "ОГРН 1025403190000", "The card is free", "You join by signing", "up to 8 people",
        "The first to join is the account holder", "7% of what you pay", "rounded down",
        "medicines", "from the next day", "1 point = 1 ₽", "up to 50%", "24 months",
        "30 days before they expire", "300 welcome points", "200 points", "60 days",
        "If a service is refunded", "A lost card", "Promotions apply only", "90 more days",
        "not paid out in money", "not each other’s visits", "two separate sheets", "Tax",
        "Анна Орлова", "within 10 days", "English", "русский, українська", "Card number",
        "210 points", "105 points", "2,520 points", "3,320 ₽",
    ),
}  # fmt: skip


def flat(words: str) -> str:
    return words.replace("\u00a0", " ").replace("\u202f", " ")


@pytest.mark.parametrize("large", [False, True], ids=["normal", "large"])
def test_everything_the_law_asks_for_is_stated(
    language: Language, translator: Translator, large: bool
) -> None:
    paper = Printed(
        render(PaperKind.RULES_SHEET, sheet(language, translator, large=large), translator)
    )
    text = flat(paper.text)
    stub = {"Номер карты", "Номер картки", "Card number"}  # not in large print
    for words in STATED[language]:
        assert flat(words) in text or (large and words in stub), words
    assert set(paper.sizes) == {(210.0, 297.0)}
    assert all(paper.fonts.values())


@pytest.mark.parametrize(("large", "pages"), [(False, 2), (True, 4)], ids=["normal", "large"])
def test_the_sheet_is_one_leaf_and_two_in_large_print(
    language: Language, translator: Translator, large: bool, pages: int
) -> None:
    data = sheet(language, translator, large=large)
    assert len(Printed(render(PaperKind.RULES_SHEET, data, translator)).pages) == pages


def test_every_page_bears_version_and_hash(language: Language, translator: Translator) -> None:
    data = sheet(language, translator, large=True)
    paper = Printed(render(PaperKind.RULES_SHEET, data, translator))
    for page in paper.pages:
        assert short_hash(terms_of(language)) in page
        assert data.edition.programme_name in page


def test_a_reprint_is_identical(language: Language, translator: Translator) -> None:
    data = sheet(language, translator)
    again = read_payload(PaperKind.RULES_SHEET, write_payload(data))
    assert again == data
    assert render(PaperKind.RULES_SHEET, again, translator) == render(
        PaperKind.RULES_SHEET, data, translator
    )


def test_other_terms_give_other_figures() -> None:
    tree = parse_toml(starter_terms_text(Country.RU))
    tree["version"]["valid_from"] = date(2026, 1, 1)
    tree["earning"]["percent"] = "10"
    tree["redemption"]["cap_percent"] = "30"
    tree["family"]["max_members"] = 5
    tree["bonuses"] = {}
    russian = load_translator(Language.RU)
    data = rules_sheet(read_terms(tree), facts(Language.RU), samples.imprint(), russian)
    text = flat(Printed(render(PaperKind.RULES_SHEET, data, russian)).text)
    for words in (
        "10 % суммы",
        "до 30 %",
        "до 5 человек",
        "300 баллов",
        "900 баллов",
        "210 баллов",
    ):
        assert words in text, words  # 3 000 × 30 % = 900; (3 000 − 900) × 10 % = 210
    assert "приветственн" not in text
    assert "день рождения" not in text.lower()
    assert not re.search(r"\b7 %", text)


def test_an_end_date_is_said_and_not_withdrawn_early(
    language: Language, translator: Translator
) -> None:
    data = sheet(language, translator)
    data = replace(data, edition=replace(data.edition, valid_until=date(2026, 12, 31)))
    text = Printed(render(PaperKind.RULES_SHEET, data, translator)).text
    assert translator.day(date(2026, 12, 31)) in text


def test_an_advertising_edition_carries_the_warning(
    language: Language, translator: Translator
) -> None:
    data = sheet(language, translator)
    warning = {
        "ru": "Имеются противопоказания",
        "uk": "Є протипоказання",
        "en": "contraindications",
    }
    plain = Printed(render(PaperKind.RULES_SHEET, data, translator))
    assert not plain.has(warning[language])
    advertising = replace(data, advertising_edition=True)
    assert Printed(render(PaperKind.RULES_SHEET, advertising, translator)).has(warning[language])
