"""Figures of the report in words of the screen."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from reception.queries.month_values import Indicator, MonthReport, Unit
from reception.ui.i18n import _, say, screen_translator
from reception.values.money import Money
from reception.values.table import Kind, TableCell

NOTHING = "–"


def percent(value: Fraction | int) -> str:
    """A ratio as a whole percentage: 4/7 → 57 %."""
    return screen_translator().percent(round(Fraction(value) * 100))


def number(value: Fraction | int) -> str:
    """A number with at most one decimal."""
    exact = Decimal(value.numerator) / Decimal(value.denominator)
    return screen_translator().number(round(exact, 1).normalize() if exact % 1 else int(exact))


def value_of(one: Indicator, report: MonthReport) -> str:
    """The value as it stands on a tile."""
    if one.value is None:
        return NOTHING
    if one.unit is Unit.RATIO:
        return percent(one.value)
    if one.unit is Unit.MONEY:
        return screen_translator().money(int(one.value), report.clinic.currency)
    return number(one.value)


def cases_of(one: Indicator) -> str:
    """The cases of a ratio, or why there is none."""
    if one.note is not None:
        return say(one.note)
    if one.unit is Unit.RATIO and one.numerator is not None and one.denominator is not None:
        return _("{part} of {whole}", part=one.numerator, whole=one.denominator)
    return ""


def beside(one: Indicator, previous: MonthReport) -> str:
    """The month before and the target, as far as they are known."""
    before = previous.indicator(one.name)
    parts = []
    if before.value is not None:
        parts.append(_("month before: {value}", value=value_of(before, previous)))
    if one.target is not None and one.unit is Unit.RATIO:
        parts.append(_("target: {value}", value=percent(one.target)))
    return " · ".join(parts)


def cell_text(cell: TableCell, kind: Kind) -> str:
    """A cell of a table as the screen shows it."""
    if cell is None:
        return ""
    if kind is Kind.PERCENT and isinstance(cell, Fraction | int):
        return percent(cell)
    if isinstance(cell, Fraction):
        return number(cell)
    if isinstance(cell, Money):
        return cell.localized(screen_translator())
    return screen_translator().value(cell)
