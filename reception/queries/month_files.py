"""The monthly report as files and as JSON, from the same tables and figures as the screen."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from fractions import Fraction
from typing import Any
from zoneinfo import ZoneInfo

from reception.documents.payloads import Imprint
from reception.documents.render import render
from reception.documents.tables import monthly_report
from reception.exchange.csv_writer import write_csv
from reception.exchange.xlsx_writer import ExportFacts, write_xlsx
from reception.progress import Progress
from reception.queries.month_definitions import definitions_table
from reception.queries.month_tables import glance_table, month_tables, trend_table
from reception.queries.month_values import Indicator, MonthReport
from reception.translation import Translator, msg
from reception.values.choices import PaperKind
from reception.values.period import Period

KINDS = ("pdf", "xlsx", "csv")


def report_name(period: Period) -> str:
    """The name of the files, without their ending and without anybody's name: report-2026-10."""
    if period == Period.month_of(period.first):
        return f"report-{period.first:%Y-%m}"
    return f"report-{period.first.isoformat()}-{period.last.isoformat()}"


def month_files(
    report: MonthReport,
    previous: MonthReport | None,
    *,
    translator: Translator,
    made_at: datetime,
    made_by: str,
    kinds: Sequence[str] = KINDS,
    with_names: bool = True,
    trend: Sequence[tuple[date, Fraction | None]] = (),
    progress: Progress | None = None,
) -> dict[str, bytes]:
    """File name and content of each of the kinds of file; `made_at` is an instant (UTC).

    Without names no patient is named: so is the one that is made by itself.
    """
    progress = progress or Progress()
    name = report_name(report.period)
    tables = [
        *month_tables(report, previous, with_names=with_names),
        *([trend_table(trend)] if trend else []),
        definitions_table(report),
    ]
    drawn = {len(tables) - 2} if trend else set()
    local = made_at.astimezone(ZoneInfo(report.clinic.time_zone))
    files: dict[str, bytes] = {}
    for number, kind in enumerate(kinds):
        progress.report(number, len(kinds), msg("Writing {kind}", kind=kind.upper()))
        if kind == "csv":
            content = write_csv(tables, translator)
        elif kind == "xlsx":
            facts = ExportFacts(report.clinic.name, local, report.period)
            content = write_xlsx(tables, facts, translator, charted=drawn)
        else:
            paper = monthly_report(
                tables,
                period=report.period,
                clinic_name=report.clinic.name,
                imprint=Imprint(name, local, made_by),
                translator=translator,
                remarks=report.remarks,
                glance=glance_table(report, previous),
                trend=trend,
            )
            content = render(PaperKind.MONTHLY_REPORT, paper, translator)
        files[f"{name}.{kind}"] = content
    progress.report(len(kinds), len(kinds))
    return files


def report_json(report: MonthReport, translator: Translator) -> dict[str, Any]:
    """The report as JSON values (design/files.md): ratios 0–1, money in minor units."""
    indicators = {one.name: _figure(one, translator) for one in report.indicators}
    for row in report.staff:
        indicators[f"mention_rate_per_employee_{row.login}"] = {
            "value": _number(row.rate),
            "numerator": row.told,
            "denominator": len(row.eligible),
            "note": None if row.rate is not None else translator.text(msg("too few visits to say")),
        }
    for kind, points in report.points_flow:
        indicators[f"points_flow_{kind.value}"] = {
            "value": points,
            "numerator": None,
            "denominator": None,
            "note": None,
        }
    return {
        "from": report.period.first.isoformat(),
        "to": report.period.last.isoformat(),
        "indicators": indicators,
        "never_told": [
            {
                "family": {"id": family.household_id, "head": family.head},
                "visits_untold": family.visits_untold,
                "since": family.since.isoformat(),
            }
            for family in report.never_told
        ],
    }


def _figure(one: Indicator, translator: Translator) -> dict[str, Any]:
    return {
        "value": _number(one.value),
        "numerator": one.numerator,
        "denominator": one.denominator,
        "note": None if one.note is None else translator.text(one.note),
    }


def _number(value: Fraction | int | None) -> float | int | None:
    if isinstance(value, Fraction):
        return int(value) if value.denominator == 1 and abs(value) > 1 else float(value)
    return value
