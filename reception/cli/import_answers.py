"""What `reception import` answers: sentences for a person, or one JSON value for a program."""

from __future__ import annotations

import json
from typing import Any

from reception.cli.runner import Command
from reception.exchange.columns import Subject
from reception.queries.imports import ImportCheck
from reception.rules.import_report import Fault, RowReport
from reception.services.imports import ImportResult
from reception.translation import Message, Translator, msg, nmsg
from reception.values.import_fields import field_word

Checked = ImportCheck | ImportResult


def print_json(check: Checked, command: Command) -> None:
    """One JSON value on standard output and nothing else there."""
    json.dump(as_json(check, command.translator), command.out, ensure_ascii=False, indent=1)
    command.out.write("\n")


def as_json(check: Checked, translator: Translator) -> dict[str, Any]:
    """The answer as design/files.md gives it."""
    return {
        "rows": check.rows,
        "imported": check.imported,
        "updated": check.updated,
        "unchanged": check.unchanged,
        "refused": [_report(report, translator) for report in check.refused],
        "warnings": [_report(report, translator) for report in check.warnings],
    }


def nothing() -> dict[str, Any]:
    """The same shape for a file that could not even be checked."""
    counts = dict.fromkeys(("rows", "imported", "updated", "unchanged"), 0)
    return {**counts, "refused": [], "warnings": []}


def _report(report: RowReport, translator: Translator) -> dict[str, Any]:
    return {
        "line": report.line,
        "key": report.key,
        **_fault(report.first, translator),
        "more": [_fault(fault, translator) for fault in report.more],
    }


def _fault(fault: Fault, translator: Translator) -> dict[str, str]:
    return {"field": fault.field, "value": fault.value, "reason": translator.text(fault.reason)}


def print_answer(
    check: Checked, command: Command, subject: Subject, *, dry_run: bool, stopped: bool
) -> None:
    """The rows that were refused or are doubtful, then the sum of it."""

    def say(text: str) -> None:
        print(text, file=command.out)

    words = command.translator.text
    for title, reports in (
        (msg("Refused:"), check.refused),
        (msg("Taken, but look at them:"), check.warnings),
    ):
        if reports:
            say(words(title))
        for report in reports:
            for fault in report.faults:
                say(f"  {words(_line(report, fault, subject))}")
    if stopped:
        say(words(msg("Nothing was imported: --strict allows no refused row.")))
        return
    if dry_run:
        say(words(msg("Checked only; nothing was written.")))
    say(
        words(
            nmsg(
                "{count} row: {imported} new, {updated} updated, {unchanged} unchanged,"
                " {refused} refused.",
                "{count} rows: {imported} new, {updated} updated, {unchanged} unchanged,"
                " {refused} refused.",
                check.rows,
                imported=check.imported,
                updated=check.updated,
                unchanged=check.unchanged,
                refused=len(check.refused),
            )
        )
    )


def _line(report: RowReport, fault: Fault, subject: Subject) -> Message:
    return msg(
        "line {line}, no. {key}, {field}: {reason}",
        line=str(report.line),
        key=report.key or "–",
        field=field_word(subject.value, fault.field),
        reason=fault.reason,
    )
