"""`reception terms check`, `terms show` and `terms publish`: terms as files.

Checking needs neither screens nor the database and answers at once; publishing is the same
service as the button of the programme page (design/files.md).
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO

from reception.cli.replay import describe, read_terms_file, terms_text_of
from reception.errors import InvalidInput, ReceptionError
from reception.rules.gates import Gate, Trial, gates, sham_warnings, try_terms
from reception.rules.reference import Reference
from reception.rules.terms import Terms, short_hash, terms_hash
from reception.rules.terms_writing import write_terms
from reception.translation import Message, Translator, msg

if TYPE_CHECKING:
    from reception.cli.runner import Command


def check(path: Path, *, as_json: bool, out: TextIO, errors: TextIO, translator: Translator) -> int:
    """Say whether a file can be taken as terms, and what they would give; 0, or 2 with faults."""
    try:
        terms = read_terms_file(path)
    except ReceptionError as error:
        if as_json:
            faults = error.faults if isinstance(error, InvalidInput) and error.faults else ()
            _write_json(out, {"ok": False, "faults": _faults(faults, error, translator)})
        else:
            errors.writelines(line + "\n" for line in describe(error, translator))
        return error.exit_code
    trial = try_terms(terms, Reference.of_country(terms.programme.country))
    found = gates(trial, ())
    if as_json:
        _write_json(out, _answer(terms, trial, found, translator))
    else:
        out.writelines(line + "\n" for line in _lines(terms, trial, found, translator))
    return 0


def _faults(
    faults: Sequence[Message], error: ReceptionError, translator: Translator
) -> list[dict[str, Any]]:
    """Path, what was found and what is allowed of each fault."""
    return [
        {
            "path": fault.fields.get("path"),
            "found": _field(fault, "found", translator),
            "allowed": _field(fault, "allowed", translator),
            "text": translator.text(fault),
        }
        for fault in faults or (error.message,)
    ]


def _field(fault: Message, name: str, translator: Translator) -> str | None:
    value = fault.fields.get(name)
    return None if value is None else translator.value(value)


def _answer(
    terms: Terms, trial: Trial, found: Sequence[Gate], translator: Translator
) -> dict[str, Any]:
    return {
        "ok": True,
        "faults": [],
        "code": terms.programme.code,
        "number": terms.version.number,
        "valid_from": terms.version.valid_from.isoformat(),
        "hash": terms_hash(terms),
        "gates": [
            {
                "code": gate.code,
                "light": gate.light.value,
                "title": translator.text(gate.title),
                "found": translator.text(gate.found),
                "needed": translator.text(gate.needed),
            }
            for gate in found
        ],
        "warnings": [translator.text(each) for each in sham_warnings(trial)],
    }


def _lines(terms: Terms, trial: Trial, found: Sequence[Gate], translator: Translator) -> list[str]:
    said = translator.text
    lines = [
        said(
            msg(
                "The terms can be taken: version {number} from {day}, text {hash}.",
                number=str(terms.version.number),
                day=terms.version.valid_from,
                hash=short_hash(terms),
            )
        )
    ]
    for gate in found:
        row = msg(
            "{code} {title}: {found}; needed: {needed}.",
            code=gate.code,
            title=gate.title,
            found=gate.found,
            needed=gate.needed,
        )
        lines.append(f"  {_SIGNS[gate.light.value]} {said(row)}")
    lines += [f"  ! {said(each)}" for each in sham_warnings(trial)]
    return lines


_SIGNS = {"green": "+", "red": "-", "grey": "?"}


def show(command: Command, *, version: int | None, with_promotions: bool = False) -> int:
    """Print the TOML of a published version, else of the one in force, to be copied and changed.

    `with_promotions` adds those published by themselves, as a replay of the history needs them.
    """
    from reception.queries.clinic import clinic_day
    from reception.queries.programme import began_before, promotion_trees, version_tree

    with command.open(writing=False) as database, database.reading() as session:
        day = clinic_day(session, now=command.clock.now())
        tree = version_tree(session, day=day, number=version)
        began = began_before(session)
        if with_promotions:
            tree["promotions"] = [*tree.get("promotions", []), *promotion_trees(session)]
    if began is not None and "began" not in tree["programme"]:
        hint = msg(
            "To replay visits before the first version, add under [programme]: began = {day}",
            day=began.isoformat(),
        )
        command.out.write(f"# {command.translator.text(hint)}\n")
    command.out.write(write_terms(tree))
    return 0


def publish(command: Command, path: Path, *, override_reason: str, as_json: bool) -> int:
    """Publish the terms of a file as the next version; 0, 2 for its faults, 3 where refused."""
    from reception.services.programme import publish_terms

    read_terms_file(path)  # its faults name the file
    with command.open(writing=True) as database:
        try:
            done = command.act(
                database,
                publish_terms,
                terms_text=terms_text_of(path),
                override_reason=override_reason,
            )
        except ReceptionError as error:
            if as_json:
                problems = [command.translator.text(each) for each in getattr(error, "faults", ())]
                said = command.translator.text(error.message)
                _write_json(command.out, {"ok": False, "problems": problems or [said]})
            raise
    if as_json:
        _write_json(command.out, {"ok": True, "problems": [], "number": done.value})
    elif done.said is not None:
        command.out.write(command.translator.text(done.said) + "\n")
    return 0


def _write_json(out: TextIO, answer: dict[str, Any]) -> None:
    out.write(json.dumps(answer, ensure_ascii=False, indent=2) + "\n")
