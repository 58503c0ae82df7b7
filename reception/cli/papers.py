"""`reception rules` and `reception card`: papers from the command line, written as files."""

from __future__ import annotations

from pathlib import Path

from reception.cli.runner import Command
from reception.documents.render import render
from reception.documents.rules_text import rules_text
from reception.errors import InvalidInput
from reception.services.papers import draw_card, draw_rules_sheet
from reception.translation import Language, load_translator, msg
from reception.values.card_number import CardNumber
from reception.values.choices import PaperKind


def rules(
    command: Command,
    *,
    version: int | None,
    language: Language | None,
    out: Path | None,
    as_text: bool = False,
    large_print: bool = False,
) -> int:
    """Write the rules sheet as PDF or text; text goes to standard output without `out`."""
    if out is None and not as_text:
        raise InvalidInput(msg("Name the file to write: --out FILE.pdf"), field="--out")
    with command.open(writing=False) as database:
        data, written_in = command.act(
            database, draw_rules_sheet, version=version, language=language, large_print=large_print
        ).value
    translator = load_translator(written_in)
    if out is None:
        command.out.write(rules_text(data, translator))
    elif as_text:
        _write(command, out, rules_text(data, translator).encode())
    else:
        _write(command, out, render(PaperKind.RULES_SHEET, data, translator))
    return 0


def card(command: Command, *, number: str, out: Path, language: Language | None = None) -> int:
    """Write the plastic-size page of a card of this clinic."""
    digits = CardNumber.parse(number)
    with command.open(writing=False) as database:
        data, written_in = command.act(database, draw_card, number=digits, language=language).value
    _write(command, out, render(PaperKind.CARD, data, load_translator(written_in)))
    return 0


def _write(command: Command, path: Path, content: bytes) -> None:
    """Write a file whole or not at all, and say so."""
    unfinished = path.with_name(path.name + ".part")
    try:
        unfinished.write_bytes(content)
        unfinished.replace(path)
    except OSError as error:
        unfinished.unlink(missing_ok=True)
        raise InvalidInput(
            msg("The file {path} cannot be written.", path=str(path)), field="--out"
        ) from error
    command.say(command.translator.text(msg("Written: {path}", path=str(path))))
