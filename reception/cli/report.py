"""`reception report`: a month as PDF, XLSX and CSV, or its figures as JSON."""

from __future__ import annotations

import argparse
import json
import re
from datetime import date
from pathlib import Path
from zoneinfo import ZoneInfo

from reception.cli.runner import Command
from reception.errors import InvalidInput
from reception.exchange.saving import save_whole
from reception.queries.clinic import clinic_facts
from reception.queries.month import MonthView, checked_period, mention_trend, month_report
from reception.queries.month_files import month_files, report_json
from reception.rules.report_period import checked_range, period_before
from reception.translation import Translator, load_translator, msg
from reception.values.period import Period

_MONTH = re.compile(r"(\d{4})-(\d{2})")


def run(command: Command, options: argparse.Namespace) -> int:
    """Carry the command out; works while the window is open."""
    _one_of_both(options)
    if options.out is None and not options.json:
        raise InvalidInput(msg("Name the folder for the files: --out DIR"), field="--out")
    with command.open(writing=False) as database, database.reading() as session:
        clinic = clinic_facts(session)
        today = command.clock.now().astimezone(ZoneInfo(clinic.time_zone)).date()
        period = _period(options, today)
        checked_period(period, today=today)
        report = month_report(session, period=period, today=today)
        before = period_before(period)
        wanted = options.out is not None
        previous = month_report(session, period=before, today=today) if wanted else None
        trend = mention_trend(session, period=period, today=today) if wanted else []
    words = load_translator(options.lang or clinic.language)
    for remark in report.remarks:
        command.say(command.translator.text(remark))
    if options.json:
        answer = report_json(report, words)
        command.out.write(json.dumps(answer, ensure_ascii=False, indent=2) + "\n")
    if options.out is not None:
        _write(command, words, MonthView(report, previous or report, tuple(trend)), options.out)
    return 0


def _one_of_both(options: argparse.Namespace) -> None:
    if (options.month is None) == (options.first is None):
        raise InvalidInput(
            msg("Name a month (--month 2026-10) or a first day (--from DATE), one of both."),
            field="--month",
        )


def _period(options: argparse.Namespace, today: date) -> Period:
    """The month or the range that was asked for."""
    if options.month is not None:
        return Period.month_of(read_month(options.month))
    return checked_range(options.first, options.last or today, today=today)


def _write(
    command: Command,
    words: Translator,
    view: MonthView,
    folder: Path,
) -> None:
    if folder.exists() and not folder.is_dir():
        raise InvalidInput(
            msg("{path} is a file. Allowed: a folder.", path=str(folder)), field="--out"
        )
    files = month_files(
        view.report,
        view.previous,
        translator=words,
        made_at=command.clock.now(),
        made_by=words.text(msg("command line")),
        trend=view.trend,
    )
    for name, content in files.items():
        save_whole(folder / name, content)
        command.say(command.translator.text(msg("Written: {path}", path=str(folder / name))))


def read_month(text: str) -> date:
    """The first day of a month written as 2026-10; raises InvalidInput."""
    found = _MONTH.fullmatch(text.strip())
    if found is not None and 1 <= int(found[2]) <= 12 and int(found[1]) >= 1900:
        return date(int(found[1]), int(found[2]), 1)
    raise InvalidInput(
        msg("“{found}” is no month. Allowed: year and month, like 2026-10.", found=text[:40]),
        field="--month",
    )
