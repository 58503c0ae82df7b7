"""From the options of the command line to the command that carries them out."""

from __future__ import annotations

import argparse
import json
import sys
import traceback
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import Any

from reception.cli.runner import Access, Command, explain_and_code
from reception.clock import SystemClock
from reception.errors import ReceptionError
from reception.paths import DataFolder, default_data_directory
from reception.translation import Translator, msg

Task = Callable[[Command, argparse.Namespace], int]


def carry_out(options: argparse.Namespace, translator: Translator) -> int:
    """Carry out the command that was named; answers its exit code."""
    root = (options.data or default_data_directory()).expanduser().resolve()
    command = Command(
        folder=DataFolder(root),
        clock=SystemClock(),
        translator=translator,
        access=Access(options.staff, options.password_file),
        out=sys.stdout,
        err=sys.stderr,
    )
    early = partial(_early_answer, options.task, translator)
    work = partial(TASKS[options.task], command, options)
    return guarded(work, translator, early if getattr(options, "json", False) else None)


def guarded(
    work: Callable[[], int],
    translator: Translator,
    early: Callable[[ReceptionError], dict[str, Any]] | None = None,
) -> int:
    """Do the work of a command; whatever goes wrong is said in words and becomes an exit code.

    `early` makes the JSON value of a command that could not even begin: whoever reads standard
    output is always given one.
    """
    try:
        return work()
    except ReceptionError as error:
        if early is not None:
            sys.stdout.write(json.dumps(early(error), ensure_ascii=False) + "\n")
        return explain_and_code(error, translator, sys.stderr)
    except KeyboardInterrupt:
        return 130
    except Exception as error:  # noqa: BLE001 - the last stop before the shell
        return _mistake(error, translator)


def _early_answer(task: str, translator: Translator, error: ReceptionError) -> dict[str, Any]:
    """The value a command answers with, holding nothing but what went wrong."""
    said = [translator.text(error.message)]
    said += [translator.text(fault) for fault in getattr(error, "faults", ())]
    if task in ("verify", "backup", "restore"):
        return {"ok": False, "problems": said}
    told = {"code": error.code, "message": said[0], "faults": said[1:]}
    if task.startswith("import "):
        from reception.cli.import_answers import nothing

        return {**nothing(), "error": told}
    return {"error": told}


def _mistake(error: Exception, translator: Translator) -> int:
    """A mistake of the program: where, but never the words, which may quote a patient."""
    sys.stderr.write(
        translator.text(msg("The program made a mistake; the last action was not stored.")) + "\n"
    )
    for frame in traceback.extract_tb(error.__traceback__):
        sys.stderr.write(f"  {Path(frame.filename).name}:{frame.lineno} {frame.name}\n")
    sys.stderr.write(f"  {type(error).__name__}\n")
    return 1


def _rules(command: Command, options: argparse.Namespace) -> int:
    from reception.cli.papers import rules

    return rules(
        command,
        version=options.rules_version,
        language=options.lang,
        out=options.out,
        as_text=options.text,
        large_print=options.large_print,
    )


def _card(command: Command, options: argparse.Namespace) -> int:
    from reception.cli.papers import card

    return card(command, number=options.number, out=options.out, language=options.lang)


def _points(command: Command, options: argparse.Namespace) -> int:
    from reception.cli.points import points
    from reception.cli.points_bill import points_of_bill

    if options.bill:
        return points_of_bill(
            command,
            who=options.who,
            bill=options.bill,
            redeem=options.redeem,
            as_of=options.as_of,
            as_json=options.json,
        )
    return points(command, who=options.who, as_of=options.as_of, as_json=options.json)


def _export_events(command: Command, options: argparse.Namespace) -> int:
    from reception.cli.export_events import export_events

    return export_events(command, options.export_events)


def _publish_terms(command: Command, options: argparse.Namespace) -> int:
    from reception.cli.terms import publish

    return publish(command, options.file, override_reason=options.override, as_json=options.json)


def _show_terms(command: Command, options: argparse.Namespace) -> int:
    from reception.cli.terms import show

    return show(command, version=options.terms_version, with_promotions=options.with_promotions)


def _report(command: Command, options: argparse.Namespace) -> int:
    from reception.cli.report import run

    return run(command, options)


def _demo(command: Command, options: argparse.Namespace) -> int:
    from reception.cli.demo import run

    return run(command, options)


def _backup(command: Command, options: argparse.Namespace) -> int:
    from reception.cli.backup import backup

    return backup(command, options)


def _verify(command: Command, options: argparse.Namespace) -> int:
    from reception.cli.backup import verify

    return verify(command, options)


def _restore(command: Command, options: argparse.Namespace) -> int:
    from reception.cli.backup import restore

    return restore(command, options)


def _rescue(command: Command, options: argparse.Namespace) -> int:
    from reception.cli.rescue import run

    return run(command, options)


def _import(command: Command, options: argparse.Namespace) -> int:
    from reception.cli.import_ import run

    return run(command, options)


def _export(command: Command, options: argparse.Namespace) -> int:
    from reception.cli.export import run

    return run(command, options)


def _duplicates(command: Command, options: argparse.Namespace) -> int:
    from reception.cli.duplicates import run

    return run(command, options)


def _access(command: Command, options: argparse.Namespace) -> int:
    from reception.cli.access import run

    return run(command, options)


TASKS: Mapping[str, Task] = {
    "access": _access,
    "import patients": _import,
    "import visits": _import,
    "import prices": _import,
    "import appointments": _import,
    "export": _export,
    "duplicates": _duplicates,
    "report": _report,
    "demo": _demo,
    "backup": _backup,
    "verify": _verify,
    "restore": _restore,
    "rescue": _rescue,
    "rules": _rules,
    "card": _card,
    "points": _points,
    "replay": _export_events,
    "terms publish": _publish_terms,
    "terms show": _show_terms,
}
