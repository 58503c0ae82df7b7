"""Address books (vCard 2.1, 3.0 and 4.0) as rows: one person a row, under the program's names.

Read by ourselves: the format is lines of "name;parameters:value", and a library for it would be
longer than this.  Written as vCard 4.0 (RFC 6350), one person a card.
"""

from __future__ import annotations

import quopri
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from reception.exchange.cells import bounded
from reception.exchange.text_encoding import decode, detect_encoding
from reception.values.sheet import Cell, SheetRow

_BEGIN = re.compile(rb"\s*BEGIN[ \t]*:[ \t]*VCARD\b", re.IGNORECASE)
_ESCAPED = re.compile(r"\\(.)", re.DOTALL)
_PHONES = 5
TITLES = (
    *("external_id", "last_name", "first_name", "patronymic", "full_name", "birth_date", "sex"),
    *("phone",) * _PHONES,
    *("email", "address", "language", "comment"),
)
_BIRTH = re.compile(r"(\d{4})-?(\d{2})-?(\d{2})(?:[T ].*)?")
_LONGEST_CARD = 2000  # lines; a photograph may take many


@dataclass(frozen=True)
class Card:
    """What one written card tells of a person."""

    uid: str
    last_name: str
    first_name: str
    patronymic: str
    birth_date: date | None = None
    sex: str = ""
    phones: Sequence[str] = ()
    email: str = ""
    address: str = ""
    language: str = ""


def is_vcard(data: bytes) -> bool:
    """Whether a file begins as an address book."""
    head = data[:400]
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        head = head.replace(b"\x00", b"")[2:]
    return _BEGIN.match(head.removeprefix(b"\xef\xbb\xbf")) is not None


def read_vcards(data: bytes, encoding: str = "") -> tuple[list[SheetRow], str]:
    """A row of titles, then a row for each card, by the line on which it begins; the encoding."""
    encoding = encoding or detect_encoding(data)
    text = decode(data, encoding).removeprefix("\ufeff")
    rows = [SheetRow(0, list(TITLES))]
    rows += [SheetRow(line, _row(card)) for line, card in _cards(text)]
    return rows, encoding


def _cards(text: str) -> Iterator[tuple[int, list[tuple[str, str, str]]]]:
    """Each card as (name, parameters, value), with the line on which it begins."""
    card: list[tuple[str, str, str]] = []
    begun = 0
    depth = 0
    for line, written in _unfolded(text):
        head, colon, value = written.partition(":")
        name, _semicolon, parameters = head.partition(";")
        name = name.rpartition(".")[2].strip().upper()
        if not colon:
            continue
        if name == "BEGIN":
            depth += 1
            if depth == 1:
                begun, card = line, []
        elif name == "END":
            depth = max(0, depth - 1)
            if depth == 0 and begun:
                yield begun, card
                begun = 0
        elif depth == 1 and len(card) < _LONGEST_CARD:
            card.append((name, parameters.upper(), value))
    if begun:
        yield begun, card


def _unfolded(text: str) -> Iterator[tuple[int, str]]:
    """Logical lines: a line that begins with a blank goes on, and so does quoted-printable text."""
    current, number = "", 0
    for line, written in enumerate(text.replace("\r\n", "\n").replace("\r", "\n").split("\n"), 1):
        is_quoted = "QUOTED-PRINTABLE" in current[:200].upper() and current.endswith("=")
        if is_quoted:
            current = bounded(current[:-1] + written)
        elif written[:1] in (" ", "\t") and current:
            current = bounded(current + written[1:])
        else:
            if current:
                yield number, current
            current, number = bounded(written), line
    if current:
        yield number, current


def _row(card: Sequence[tuple[str, str, str]]) -> list[Cell]:
    found: dict[str, str] = {}
    phones: list[str] = []
    for name, parameters, raw in card:
        value = _decoded(raw, parameters)
        if name == "TEL":
            phones.append(_plain(value).removeprefix("tel:"))
        for title, text in _said(name, value):
            found.setdefault(title, text)
    if found.get("last_name") or found.get("first_name"):
        found.pop("full_name", None)
    cells = [found.get(title, "") for title in TITLES]
    place = TITLES.index("phone")
    several = [*phones[: _PHONES - 1], ", ".join(phones[_PHONES - 1 :])]
    cells[place : place + _PHONES] = (several + [""] * _PHONES)[:_PHONES]
    return [*cells]


def _said(name: str, value: str) -> Iterator[tuple[str, str]]:
    """What one line of a card tells, by the program's own names."""
    if name == "N":
        parts = [_plain(part) for part in _parted(value)]
        yield from zip(("last_name", "first_name", "patronymic"), parts, strict=False)
    elif name == "ADR":
        yield "address", ", ".join(part for part in map(_plain, _parted(value)) if part)
    elif name == "GENDER":
        yield "sex", value[:1]
    elif name == "BDAY":
        yield "birth_date", _birth(_plain(value))
    elif name == "UID":
        yield "external_id", re.sub(r"^urn:uuid:", "", _plain(value))
    elif name in _SINGLE:
        yield _SINGLE[name], _plain(value)


_SINGLE = {"FN": "full_name", "EMAIL": "email", "LANG": "language", "NOTE": "comment"}


def _decoded(value: str, parameters: str) -> str:
    """The value of version 2.1, where letters beyond ASCII are written as numbers."""
    if "QUOTED-PRINTABLE" not in parameters:
        return value
    found = re.search(r"CHARSET=\"?([\w-]+)", parameters)
    data = quopri.decodestring(value.encode("utf-8", errors="replace"))
    try:
        return data.decode(found.group(1) if found else "utf-8", errors="replace")
    except LookupError:
        return data.decode("utf-8", errors="replace")


def _parted(value: str) -> list[str]:
    """The parts of a structured value; an escaped semicolon parts nothing."""
    return re.split(r"(?<!\\);", value)


def _plain(value: str) -> str:
    def sign(found: re.Match[str]) -> str:
        return "\n" if found.group(1) in "nN" else found.group(1)

    return bounded(_ESCAPED.sub(sign, value).strip())


def _birth(text: str) -> str:
    """19900305 as 1990-03-05; anything else, such as --0305, as it stands."""
    found = _BIRTH.fullmatch(text)
    return "-".join(found.groups()) if found else text


# --- Writing ------------------------------------------------------------------------------------


def write_vcards(cards: Sequence[Card]) -> bytes:
    """Cards of version 4.0: UTF-8, CRLF, lines of at most 75 bytes."""
    lines = [line for card in cards for line in _lines(card)]
    return b"".join(_folded(line) for line in lines)


def _lines(card: Card) -> Iterator[str]:
    yield "BEGIN:VCARD"
    yield "VERSION:4.0"
    if card.uid:
        yield f"UID;VALUE=text:{_escaped(card.uid)}"
    names = (card.last_name, card.first_name, card.patronymic)
    yield f"FN:{_escaped(' '.join(part for part in names if part))}"
    yield f"N:{';'.join(map(_escaped, names))};;"
    if card.birth_date is not None:
        yield f"BDAY:{card.birth_date:%Y%m%d}"
    if card.sex:
        yield f"GENDER:{card.sex}"
    for number in card.phones:
        yield f"TEL;VALUE=uri:tel:{number}"
    if card.email:
        yield f"EMAIL:{_escaped(card.email)}"
    if card.address:
        yield f"ADR:;;{_escaped(card.address)};;;;"
    if card.language:
        yield f"LANG:{card.language}"
    yield "END:VCARD"


def _escaped(text: str) -> str:
    for sign in "\\;,":
        text = text.replace(sign, f"\\{sign}")
    return text.replace("\r", "").replace("\n", "\\n")


def _folded(line: str) -> bytes:
    """A line in pieces of at most 75 bytes, letters whole."""
    pieces, piece = [], b""
    for letter in line:
        data = letter.encode("utf-8", errors="replace")
        if len(piece) + len(data) > 75:
            pieces.append(piece)
            piece = b" "
        piece += data
    pieces.append(piece)
    return b"\r\n".join(pieces) + b"\r\n"
