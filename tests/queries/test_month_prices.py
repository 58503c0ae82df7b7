"""The price told rate and the price surprise rate of a month, worked by hand."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Any

from reception.queries.month import month_report
from reception.services.check_in import check_in, tell_price
from reception.services.checkout import GivenLine, check_out
from reception.values.period import Period
from tests.people import Desk

MONTH = Period.month_of(date(2026, 11, 2))


def visit(desk: Desk, name: str, told: int | None, lines: list[GivenLine], **more: Any) -> int:
    found = desk.do(check_in, patient_id=desk.person(name)).value.visit_id
    if told is not None:
        desk.do(tell_price, visit_id=found, amount_minor=told)
    desk.do(check_out, visit_id=found, lines=lines, **more)
    return int(found)


def line(minor: int, *, was_added: bool = False, was_agreed: bool = False) -> GivenLine:
    return GivenLine("consultation", minor, was_added=was_added, was_agreed=was_agreed)


def test_told_and_surprised(desk: Desk) -> None:
    as_told = visit(desk, "Белова", 1_000, [line(1_000)])
    agreed = visit(
        desk, "Ветрова", 1_000, [line(1_000), line(500, was_added=True, was_agreed=True)]
    )
    surprised = visit(desk, "Громова", 1_000, [line(1_000), line(500, was_added=True)])
    untold = visit(desk, "Дымова", None, [line(1_000)])
    insured = visit(desk, "Ежова", 1_000, [line(1_000)], insured_percent=80)
    visit(desk, "Жукова", 1_000, [line(1_000)], insured_percent=100)  # nothing was to pay
    report = desk.ask(month_report, period=MONTH, today=date(2026, 11, 2))
    told = report.indicator("price_told_rate")
    assert (told.value, told.numerator, told.denominator) == (Fraction(4, 5), 4, 5)
    assert told.behind.missed == (untold,)
    other = report.indicator("price_surprise_rate")
    assert (other.value, other.numerator, other.denominator) == (Fraction(1, 4), 1, 4)
    assert set(other.behind.ids) == {as_told, agreed, surprised, insured}
    assert other.behind.missed == (surprised,)
