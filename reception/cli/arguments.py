"""What can be said on the command line: commands, their arguments, and mistakes in words.

The standard library's parser speaks English only; its texts are given here again as messages.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import IO, NoReturn

from reception.translation import Language, Message, Translator, msg

COUNTRIES = ("RU", "UA", "other")
EXPORTED = (
    *("patients", "visits", "appointments", "prices", "points", "mentions", "audit"),
    "refused",
)
LANGUAGES = tuple(language.value for language in Language)


def _is_text(word: str) -> bool:
    """Whether a paper is wanted as plain text; ValueError for anything but pdf and text."""
    if word not in ("pdf", "text"):
        raise ValueError(word)
    return word == "text"


# What each type of a value allows, by the name of the function that reads it.
_ALLOWED: dict[str, dict[str, str | Message]] = {
    "_day": {"allowed": msg("a day, for example 2026-10-31")},
    "_language": {"allowed": ", ".join(LANGUAGES)},
    "_is_text": {"allowed": "pdf, text"},
    "int": {"allowed": msg("a whole number")},
}


def _fault(text: str) -> Message | None:
    """The parser's own complaint as a message."""
    kinds: tuple[tuple[str, Message], ...] = (
        (
            r"the following arguments are required: (?P<names>.+)",
            msg("These arguments are missing: {names}."),
        ),
        (
            r"argument (?P<name>.+?): invalid choice: '?(?P<found>.*?)'? \(choose from (?P<allowed>.+)\)",
            msg("{name}: found “{found}”. Allowed: {allowed}."),
        ),
        (
            r"argument (?P<name>.+?): invalid (?P<kind>\w+) value: '(?P<found>.*)'",
            msg("{name}: “{found}” cannot be read. Allowed: {allowed}."),
        ),
        (
            r"argument (?P<name>.+?): expected .*argument.*",
            msg("{name}: a value must follow."),
        ),
        (
            r"argument (?P<name>.+?): not allowed with argument (?P<other>.+)",
            msg("{name} cannot be used together with {other}."),
        ),
        (
            r"unrecognized arguments: (?P<names>.+)",
            msg("These arguments are not known: {names}."),
        ),
        (
            r"ambiguous option: (?P<name>.+?) could match (?P<allowed>.+)",
            msg("“{name}” can mean several things: {allowed}."),
        ),
    )
    for pattern, message in kinds:
        found = re.fullmatch(pattern, text, re.DOTALL)
        if found:
            allowed = _ALLOWED.get(found.groupdict().get("kind", ""), {})
            return Message(message.id, {**found.groupdict(), **allowed})
    return None


class Parser(argparse.ArgumentParser):
    """A parser in the reader's language; mistakes end with 2."""

    words: Translator

    def error(self, message: str) -> NoReturn:
        """Say what is wrong and how the command is written."""
        fault = _fault(message)
        self.print_usage(sys.stderr)
        sys.stderr.write(f"{message if fault is None else self.words.text(fault)}\n")
        self.exit(2)

    def format_usage(self) -> str:
        """The usage line."""
        word = self.words.text(msg("usage:"))
        return super().format_usage().replace("usage:", word, 1)

    def format_help(self) -> str:
        """The help page, its headings in the reader's language."""
        text = super().format_help()
        for english, word in (
            ("usage:", msg("usage:")),
            ("positional arguments:", msg("arguments:")),
            ("options:", msg("options:")),
        ):
            text = re.sub(rf"^{english}", self.words.text(word), text, flags=re.MULTILINE)
        return text


def _day(text: str) -> date:
    return date.fromisoformat(text)


def _language(text: str) -> Language:
    return Language(text)


class CommandLine:
    """The parser with every command by its name; `read` answers the options."""

    def __init__(self, translator: Translator) -> None:
        self._words = translator
        about = msg("The front desk of one clinic, offline. Without a command the window opens.")
        self.parser = Parser(prog="reception", description=self._say(about), add_help=False)
        self._dress(self.parser)
        self.names: list[str] = []
        self._groups: dict[str, argparse._SubParsersAction[Parser]] = {}
        self._common(self.parser, with_defaults=True)
        self.parser.add_argument(
            "--demo", action="store_true", help=self._say(msg("open a demonstration clinic"))
        )
        self.parser.add_argument(
            "--version", action="store_true", help=self._say(msg("print the version"))
        )
        self._commands = self.parser.add_subparsers(
            dest="command", metavar=self._say(msg("COMMAND")), parser_class=Parser
        )
        self._add_exchange()
        self._add_papers()
        self._add_keeping()

    def read(self, arguments: Sequence[str]) -> argparse.Namespace:
        """The options that were given; ends the program with 2 where they make no sense."""
        return self.parser.parse_args(arguments)

    def print_help(self, out: IO[str]) -> None:
        """The help page."""
        self.parser.print_help(out)

    # --- Commands ---------------------------------------------------------------------------

    def _add_exchange(self) -> None:
        for kind, about in (
            ("patients", msg("bring in a list of patients")),
            ("visits", msg("bring in a list of visits")),
            ("prices", msg("bring in the price list")),
            ("appointments", msg("bring in the appointments of days to come")),
        ):
            parser = self._command(f"import {kind}", about)
            parser.add_argument("file", type=Path, metavar="FILE")
            parser.add_argument("--map", type=Path, metavar="MAP.toml")
            parser.add_argument("--dry-run", action="store_true")
            parser.add_argument("--json", action="store_true")
            parser.add_argument("--strict", action="store_true")
            parser.add_argument("--refused", type=Path, metavar="PATH")
            parser.add_argument("--country", choices=COUNTRIES)
            parser.add_argument("--programme-since", type=_day, metavar="DATE")
        twice = self._command("duplicates", msg("likely duplicates in a file or in the database"))
        twice.add_argument("file", type=Path, nargs="?", metavar="FILE")
        twice.add_argument("--map", type=Path, metavar="MAP.toml")
        twice.add_argument("--json", action="store_true")
        report = self._command("report", msg("the month as PDF, XLSX and CSV"))
        report.add_argument("--month", metavar="YYYY-MM")
        report.add_argument("--from", dest="first", type=_day, metavar="DATE")
        report.add_argument("--to", dest="last", type=_day, metavar="DATE")
        report.add_argument("--out", type=Path, metavar="DIR")
        report.add_argument("--json", action="store_true")
        export = self._command("export", msg("write a list as CSV or XLSX, patients as vCard too"))
        export.add_argument("kind", choices=EXPORTED)
        export.add_argument("--from", dest="first", type=_day, metavar="DATE")
        export.add_argument("--to", dest="last", type=_day, metavar="DATE")
        export.add_argument("--out", type=Path, required=True, metavar="FILE")
        export.add_argument("--number", default="", metavar="NUMBER")

    def _add_papers(self) -> None:
        access = self._command("access", msg("everything kept about one person, for that person"))
        access.add_argument("record", metavar="RECORD")
        access.add_argument("--out", type=Path, required=True, metavar="FILE.zip")
        rules = self._command("rules", msg("the rules sheet as PDF"))
        rules.add_argument("--version", dest="rules_version", type=int, metavar="N")
        rules.add_argument("--out", type=Path, metavar="FILE.pdf")
        rules.add_argument(
            "--format", dest="text", type=_is_text, default=False, metavar="pdf|text"
        )
        rules.add_argument("--large-print", action="store_true")
        card = self._command("card", msg("a card as PDF"))
        card.add_argument("number", metavar="NUMBER")
        card.add_argument("--out", type=Path, required=True, metavar="FILE.pdf")
        points = self._command("points", msg("balance, lots and statement of a family account"))
        points.add_argument("who", metavar="NUMBER")
        points.add_argument("--as-of", type=_day, metavar="DATE")
        points.add_argument("--bill", action="append", default=[], metavar="GROUP=AMOUNT")
        points.add_argument("--redeem", type=int, default=0, metavar="N")
        points.add_argument("--json", action="store_true")
        replay = self._command("replay", msg("play events through terms, without a database"))
        replay.add_argument("--terms", action="append", type=Path, metavar="FILE")
        replay.add_argument("events", type=Path, nargs="?", metavar="EVENTS.jsonl")
        replay.add_argument("--export-events", type=Path, metavar="EVENTS.jsonl")
        terms = self._command("terms check", msg("check a file of terms"))
        terms.add_argument("file", type=Path, metavar="FILE")
        terms.add_argument("--json", action="store_true")
        show = self._command("terms show", msg("print the terms of a version as a file"))
        show.add_argument("--version", dest="terms_version", type=int, metavar="N")
        show.add_argument("--with-promotions", action="store_true")
        publish = self._command("terms publish", msg("publish a file of terms"))
        publish.add_argument("file", type=Path, metavar="FILE")
        publish.add_argument("--override", metavar="REASON", default="")
        publish.add_argument("--json", action="store_true")

    def _add_keeping(self) -> None:
        backup = self._command("backup", msg("a verified copy of the database"))
        backup.add_argument("--out", type=Path, metavar="DIR")
        backup.add_argument("--json", action="store_true")
        verify = self._command("verify", msg("check a database or a backup"))
        verify.add_argument("file", type=Path, nargs="?", metavar="FILE")
        verify.add_argument("--json", action="store_true")
        verify.add_argument("--rebuild", action="store_true")
        restore = self._command("restore", msg("go back to a backup"))
        restore.add_argument("file", type=Path, metavar="FILE")
        restore.add_argument("--json", action="store_true")
        rescue = self._command("rescue", msg("what can be read of a damaged database, as CSV"))
        rescue.add_argument("file", type=Path, nargs="?", metavar="FILE")
        rescue.add_argument("--out", type=Path, required=True, metavar="DIR")
        demo = self._command("demo", msg("make a demonstration clinic"))
        demo.add_argument("--seed", type=int, default=1, metavar="N")
        demo.add_argument("--patients", type=int, default=5000, metavar="N")
        demo.add_argument("--months", type=int, default=24, metavar="N")
        demo.add_argument("--country", choices=COUNTRIES[:2], default="RU")
        self._command("self-test", msg("check that everything works on this computer"))

    # --- Parts ------------------------------------------------------------------------------

    def _command(self, name: str, about: Message) -> Parser:
        """The parser of a command of one or two words."""
        self.names.append(name)
        first, _blank, second = name.partition(" ")
        group = self._commands
        if second:
            group = self._group(first)
        parser: Parser = group.add_parser(
            second or first, help=self._say(about), description=self._say(about), add_help=False
        )
        self._dress(parser)
        self._common(parser, with_defaults=False)
        parser.set_defaults(task=name)
        return parser

    def _group(self, name: str) -> argparse._SubParsersAction[Parser]:
        """The parser of commands of two words."""
        if name not in self._groups:
            about = {
                "import": msg("bring in the clinic's lists"),
                "terms": msg("terms of the programme"),
            }[name]
            parser: Parser = self._commands.add_parser(
                name, help=self._say(about), description=self._say(about), add_help=False
            )
            self._dress(parser)
            self._groups[name] = parser.add_subparsers(
                dest="kind_of_command",
                required=True,
                metavar=self._say(msg("KIND")),
                parser_class=Parser,
            )
        return self._groups[name]

    def _dress(self, parser: Parser) -> None:
        parser.words = self._words
        parser.add_argument(
            "-h", "--help", action="help", help=self._say(msg("print this help and end"))
        )

    def _common(self, parser: Parser, *, with_defaults: bool) -> None:
        absent = None if with_defaults else argparse.SUPPRESS
        parser.add_argument(
            "--data",
            type=Path,
            metavar="DIR",
            default=absent,
            help=self._say(msg("the folder of the clinic's data")),
        )
        parser.add_argument(
            "--lang", type=_language, choices=list(Language), default=absent, metavar="ru|uk|en"
        )
        parser.add_argument("--staff", metavar="LOGIN", default="" if with_defaults else absent)
        parser.add_argument("--password-file", type=Path, metavar="FILE", default=absent)

    def _say(self, message: Message) -> str:
        return self._words.text(message).replace("%", "%%")
