"""The month on paper says what the tables of the screen say, however long they are."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction

from reception.documents.render import read_payload, render, write_payload
from reception.documents.tables import monthly_report
from reception.translation import Language, Translator, load_translator, msg
from reception.values.choices import PaperKind
from reception.values.money import Money
from reception.values.period import Period
from reception.values.table import Column, Kind, Table
from tests.documents import samples
from tests.documents.conftest import Printed

OCTOBER = Period(date(2026, 10, 1), date(2026, 10, 31))


def indicators() -> Table:
    return Table(
        msg("Organiser"),
        (
            Column("name", msg("Services")),
            Column("share", msg("Points earned"), Kind.PERCENT),
            Column("count", msg("Points used"), Kind.NUMBER),
            Column("sum", msg("Paid in money"), Kind.MONEY),
            Column("day", msg("date"), Kind.DATE),
            Column("yes", msg("yes"), Kind.YES_NO),
        ),
        (
            ("A", Fraction(340, 400), 1234, Money(320050, "RUB"), date(2026, 10, 5), True),
            ("B", Decimal("0.6833"), None, Money(-100, "RUB"), None, False),
            ("C", Fraction(1), Decimal("2.5"), None, None, None),
        ),
        note=msg("Nothing in this period."),
    )


def never_told(rows: int) -> Table:
    return Table(
        msg("Family account"),
        (
            Column("family", msg("Surname, name, patronymic if any")),
            Column("phone", msg("Phone")),
            Column("visits", msg("Points used"), Kind.NUMBER),
        ),
        [(f"Иванова-Петренко Анна Сергеевна {n}", "+7 916 123-45-67", n) for n in range(rows)],
    )


def printed(translator: Translator, *tables: Table) -> Printed:
    data = monthly_report(
        tables,
        period=OCTOBER,
        clinic_name="Клиника «Тихий двор»",
        imprint=samples.imprint(),
        translator=translator,
        remarks=[msg("Tax")],
    )
    assert read_payload(PaperKind.MONTHLY_REPORT, write_payload(data)) == data
    return Printed(render(PaperKind.MONTHLY_REPORT, data, translator))


def test_figures_stand_as_the_language_writes_them() -> None:
    text = printed(load_translator(Language.RU), indicators()).text
    text = text.replace("\u00a0", " ").replace("\u202f", " ")
    for words in ("85 %", "68,3 %", "100 %", "1 234", "3 200,50 ₽", "−1 ₽", "05.10.2026", "2,5"):
        assert words in text, words
    assert "с 01.10.2026 по 31.10.2026" in text


def test_month_and_signature_are_named(language: Language, translator: Translator) -> None:
    paper = printed(translator, indicators())
    month = {"ru": "октябрь 2026", "uk": "жовтень 2026", "en": "October 2026"}
    role = {"ru": "старший администратор", "uk": "старший адміністратор", "en": "supervisor"}
    assert paper.has(month[language])
    assert paper.has(role[language])


def test_an_empty_list_says_so(language: Language, translator: Translator) -> None:
    nothing = {"ru": "ничего нет", "uk": "нічого немає", "en": "Nothing in this period"}
    assert printed(translator, never_told(0)).has(nothing[language])


def test_a_long_list_runs_over_pages_with_its_head_on_each() -> None:
    pages = printed(load_translator(Language.RU), never_told(760)).pages
    assert len(pages) > 10
    assert all("Телефон" in page for page in pages[:-1])
    assert f"страница {len(pages)} из {len(pages)}" in pages[-1]
    assert "Сергеевна 759" in " ".join(pages[-2:])


def test_the_first_page_is_to_be_signed_and_has_the_year_drawn() -> None:
    russian = load_translator(Language.RU)
    trend = [
        (date(2026, 8, 1), None),
        (date(2026, 9, 1), Fraction(1, 2)),
        (OCTOBER.first, Fraction(1)),
    ]
    data = monthly_report(
        [never_told(2), indicators()],
        period=OCTOBER,
        clinic_name="Клиника «Тихий двор»",
        imprint=samples.imprint(),
        translator=russian,
        glance=indicators(),
        trend=trend,
    )
    assert read_payload(PaperKind.MONTHLY_REPORT, write_payload(data)) == data
    pages = Printed(render(PaperKind.MONTHLY_REPORT, data, russian)).pages
    first, second = (str(page) for page in pages[:2])
    assert "подпись" in first
    assert "Рассказали, по месяцам" in first
    assert "50" in first
    assert "подпись" not in second
