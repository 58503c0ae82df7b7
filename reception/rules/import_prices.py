"""A price list: each line checked, then what lines of one service say about each other.

A price stands from a day on; without one it stands from the day of the file.  A service without a
code is known again by its name.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from itertools import pairwise
from typing import Any

from reception.rules import import_reasons as reasons
from reception.rules.amounts import AmountFault, read_amount
from reception.rules.days import DayFault, read_day
from reception.rules.import_plan import Change, FileContent, KnownRow, difference
from reception.rules.import_report import RowReport, row_report, shortened
from reception.rules.import_row import RowCheck
from reception.rules.import_words import group_of, new_group_code
from reception.rules.names import fold
from reception.translation import msg
from reception.values.sheet import Formula, RawRow

_LIMITS = {"code": 60, "name": 200, "patient_name": 200, "service_group": 120}
_EARLIEST = date(1990, 1, 1)
_ONE_DAY = timedelta(days=1)
_OPTIONAL = {
    "patient_name": "patient_name",
    "group": "service_group",
    "valid_until": "valid_until",
}


@dataclass(frozen=True, slots=True)
class ImportedPrice:
    """A line that is taken; money in minor units, days inclusive.

    `group_name` is how the file calls the group, for one that is not known yet.
    """

    line: int
    code: str
    name: str
    patient_name: str
    group: str
    group_name: str
    price_minor: int
    valid_from: date
    valid_until: date | None = None

    @property
    def identity(self) -> str:
        """The key by which the same version of a price is known again."""
        return f"{self.code}|{self.valid_from.isoformat()}"


@dataclass(frozen=True)
class PricesFile:
    """What the checks need to know: the day of the file, codes of groups by folded name.

    `codes` are the codes of services the clinic has, by folded name.
    """

    today: date
    order: Sequence[str]
    groups: Mapping[str, str] = field(default_factory=dict)
    codes: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class PricesPlan:
    """An import of prices, ready to be written."""

    new: Sequence[ImportedPrice]
    changed: Mapping[int, Change]
    by_line: Mapping[int, ImportedPrice]
    unchanged: int
    refused: Sequence[RowReport]
    warnings: Sequence[RowReport]


@dataclass(frozen=True)
class Span:
    """The days on which one version of a price stands; open-ended without `last`."""

    first: date
    last: date | None


def plan_prices(
    content: FileContent,
    *,
    today: date,
    groups: Mapping[str, str],
    codes: Mapping[str, str],
    known: Mapping[str, KnownRow],
    spans: Mapping[str, Sequence[Span]],
    standing: Mapping[str, Mapping[str, Any]],
) -> PricesPlan:
    """Check a price list against the versions that are `known`.

    `spans` are their days by code, `standing` what the latest version of each code says: a line
    without a day of its own that says the same makes no new version.
    """
    file = PricesFile(content.export_day or today, content.order, groups, codes)
    check = _Check(file)
    for raw in content.rows:
        check.add(raw)
    check.look_for_gaps(spans)
    new: list[ImportedPrice] = []
    changed: dict[int, Change] = {}
    unchanged = check.repeats
    for price in check.taken.values():
        values = price_values(price, content.order)
        row = known.get(price.identity)
        if row is None and price.line in check.undated and _stands(values, standing, price.code):
            unchanged += 1
        elif row is None:
            new.append(price)
        elif differing := difference(row, values):
            changed[price.line] = Change(row, differing)
        else:
            unchanged += 1
    by_line = {price.line: price for price in check.taken.values()}
    warnings = [
        row_report(line, by_line[line].code, row.warnings, file.order)
        for line, row in check.rows.items()
        if row.warnings
    ]
    return PricesPlan(new, changed, by_line, unchanged, check.refused, warnings)


def price_values(price: ImportedPrice, order: Sequence[str]) -> dict[str, Any]:
    """A line's content as JSON values; a column the file has not says nothing."""
    values = {
        "code": price.code,
        "name": price.name,
        "patient_name": price.patient_name,
        "group": price.group,
        "price": price.price_minor,
        "valid_from": price.valid_from.isoformat(),
        "valid_until": price.valid_until.isoformat() if price.valid_until else None,
    }
    for name, column in _OPTIONAL.items():
        if column not in order:
            del values[name]
    return values


def _stands(
    values: Mapping[str, Any], standing: Mapping[str, Mapping[str, Any]], code: str
) -> bool:
    """Whether the latest version of a service says all this already."""
    said = standing.get(code)
    return said is not None and all(
        said.get(name) == value for name, value in values.items() if name != "valid_from"
    )


def gaps(spans: Sequence[Span]) -> list[Span]:
    """The days between versions on which no price stands."""
    found: list[Span] = []
    ordered = sorted(spans, key=lambda span: span.first)
    for earlier, later in pairwise(ordered):
        if earlier.last is not None and earlier.last + _ONE_DAY < later.first:
            found.append(Span(earlier.last + _ONE_DAY, later.first - _ONE_DAY))
    return found


class _Check:
    """The lines taken so far."""

    def __init__(self, file: PricesFile) -> None:
        self.file = file
        self.taken: dict[str, ImportedPrice] = {}
        self.rows: dict[int, RowCheck] = {}
        self.refused: list[RowReport] = []
        self.names: dict[str, str] = {}
        self.said: set[str] = set()
        self.undated: set[int] = set()
        self.repeats = 0

    def add(self, raw: RawRow) -> None:
        """Check a line by itself and against those before it."""
        row = RowCheck(raw, _LIMITS)
        price = self._checked(row)
        earlier = None if row.faults else self.taken.get(price.identity)
        if earlier is not None:
            if replace(earlier, line=price.line) == price:
                self.repeats += 1
                return
            row.refuse(
                "price" if earlier.price_minor != price.price_minor else "name",
                msg(
                    "A price of this service from {day} stands already in line {line}.",
                    day=price.valid_from,
                    line=str(earlier.line),
                ),
            )
        if row.faults:
            key = raw.text("code") or raw.text("name")[:80]
            self.refused.append(row_report(raw.line, key, row.faults, self.file.order))
            return
        self.taken[price.identity] = price
        self.rows[raw.line] = row

    def _checked(self, row: RowCheck) -> ImportedPrice:
        name = row.detail("name")
        if not name and not row.faults:
            row.refuse("name", msg("The service is missing."))
        if isinstance(row.raw.cells.get("name"), Formula):
            row.refuse("name", reasons.formula())
        group_name = row.detail("service_group") if "service_group" in row.raw.cells else ""
        first = _day(row, "valid_from", self.file.today) or self.file.today
        if not row.raw.text("valid_from"):
            self.undated.add(row.raw.line)
        last = _day(row, "valid_until", self.file.today)
        if last is not None and last < first:
            row.refuse("valid_until", msg("The price ends before it begins."))
        return ImportedPrice(
            line=row.raw.line,
            code=self._code(row, name),
            name=name,
            patient_name=row.detail("patient_name") if "patient_name" in row.raw.cells else "",
            group=self._group(row, group_name, name),
            group_name=group_name,
            price_minor=_price(row),
            valid_from=first,
            valid_until=last,
        )

    def _code(self, row: RowCheck, name: str) -> str:
        """The clinic's own code, else the one its name has or gets."""
        text = row.number("code") if "code" in row.raw.cells else ""
        if text:
            if len(text) > _LIMITS["code"] and not row.faults:
                row.refuse("code", reasons.too_long(_LIMITS["code"]))
            return text
        folded = fold(name)
        known = self.file.codes.get(folded)
        if known is not None:
            return known
        base = new_group_code(name)[:54]
        code, number = base, 2
        while self.names.setdefault(code, folded) != folded:
            code, number = f"{base}-{number}", number + 1
        return code

    def _group(self, row: RowCheck, group_name: str, name: str) -> str:
        """The group the file names, else the one the service's name tells."""
        if not group_name:
            return self.file.groups.get(fold(name)) or group_of(name) or "other"
        code = self.file.groups.get(fold(group_name)) or group_of(group_name)
        if code is not None:
            return code
        code = new_group_code(group_name)
        if code not in self.said:
            self.said.add(code)
            row.warn(
                "service_group",
                msg(
                    "“{value}” becomes a new group of services that earns points.",
                    value=shortened(group_name),
                ),
            )
        return code

    def look_for_gaps(self, spans: Mapping[str, Sequence[Span]]) -> None:
        """Warn where a service would have no price between two versions."""
        coming: dict[str, dict[date, Span]] = defaultdict(dict)
        lines: dict[tuple[str, date], int] = {}
        for price in self.taken.values():
            coming[price.code][price.valid_from] = Span(price.valid_from, price.valid_until)
            lines[price.code, price.valid_from] = price.line
        for code, by_day in coming.items():
            whole = {span.first: span for span in spans.get(code, ())} | by_day
            for gap in gaps(list(whole.values())):
                line = lines.get((code, gap.last + _ONE_DAY)) if gap.last else None
                self._warn_of_gap(line or next(iter(lines[code, day] for day in by_day)), gap)

    def _warn_of_gap(self, line: int, gap: Span) -> None:
        self.rows[line].warn(
            "valid_from",
            msg(
                "From {first} to {last} this service has no price.",
                first=gap.first,
                last=gap.last,
            ),
        )


def _day(row: RowCheck, name: str, today: date) -> date | None:
    text = row.raw.text(name)
    if not text:
        return None
    day = read_day(row.raw.cells[name], today)
    if not isinstance(day, date):
        impossible = day is DayFault.IMPOSSIBLE
        row.refuse(name, reasons.no_such_day(text) if impossible else reasons.not_a_date(text))
        return None
    if day < _EARLIEST:
        row.refuse(name, msg("The price of {value} is before 1990.", value=shortened(text)))
    return day


def _price(row: RowCheck) -> int:
    text = shortened(row.raw.text("price"))
    if not text:
        row.refuse("price", msg("The price is missing."))
        return 0
    amount = read_amount(row.raw.cells["price"])
    if not isinstance(amount, AmountFault):
        return amount
    if isinstance(row.raw.cells["price"], Formula):
        row.refuse("price", reasons.formula())
    else:
        row.refuse("price", reasons.sum_reason(amount, text))
    return 0
