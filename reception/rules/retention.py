"""How long each kind of data is kept, and from when it is due to be erased.

The defaults come from product/law.md (R4, R17, R22, U13) and are settings: a clinic's lawyer
decides.  Years are counted from the end of what the data were for.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from reception.translation import Message, msg
from reception.values.choices import Country
from reception.values.period import add_months

SETTING = "retention."
MOST_YEARS = 75
MOST_DAYS = 3650


class Kept(StrEnum):
    """A kind of data with a period of its own."""

    CONSENTS = "consents"
    PAPERS = "papers"
    VISITS = "visits"
    POINTS = "points"
    MENTIONS = "mentions"
    ERASURES = "erasures"
    PEOPLE = "people"
    DRAFTS = "drafts"
    IMPORTED = "imported"
    ERASE_WITHIN = "erase_within"


IN_DAYS = frozenset({Kept.DRAFTS, Kept.ERASE_WITHIN})
"""Kinds whose period is in days; the others in years."""

Retention = Mapping[Kept, int]


@dataclass(frozen=True)
class Period:
    """A kind of data: its name, from when the period runs, and why it is so long."""

    name: Message
    since: Message
    why: Message


PERIODS: dict[Kept, Period] = {
    Kept.CONSENTS: Period(
        msg("Consents and their proof"),
        msg("years after they were withdrawn or membership ended"),
        msg("As long as somebody could claim that nothing was agreed: three years of limitation."),
    ),
    Kept.PAPERS: Period(
        msg("Digital copies of papers"),
        msg("years after they were printed"),
        msg("Contracts and primary documents; the signed sheets lie in the clinic's folders."),
    ),
    Kept.VISITS: Period(
        msg("Days and sums of visits"),
        msg("years after the visit"),
        msg("Primary documents of accounting."),
    ),
    Kept.POINTS: Period(
        msg("Ledger of points"),
        msg("years after the entry"),
        msg("The tax office may ask how points came about for three years."),
    ),
    Kept.MENTIONS: Period(
        msg("Who was told about the programme, and when"),
        msg("years after it was said"),
        msg("Shows that everybody was told alike."),
    ),
    Kept.ERASURES: Period(
        msg("Acts and logs of erasure"),
        msg("years after the erasure"),
        msg("The act and the export of the log are shown on demand for three years."),
    ),
    Kept.PEOPLE: Period(
        msg("People who no longer come and are on no account"),
        msg("years after the last visit"),
        msg("Data are not kept longer than they are needed for."),
    ),
    Kept.DRAFTS: Period(
        msg("Begun forms"),
        msg("days after they were last touched"),
        msg("A form that nobody goes on with is of no use and holds names."),
    ),
    Kept.IMPORTED: Period(
        msg("What rows of imported lists said"),
        msg("years after the import"),
        msg("Later imports of the same list are compared with it."),
    ),
    Kept.ERASE_WITHIN: Period(
        msg("Erasing on demand"),
        msg("days at most after it was asked for"),
        msg("Thirty days after consent was withdrawn."),
    ),
}

_DEFAULTS: dict[Kept, int] = {
    Kept.CONSENTS: 3,
    Kept.PAPERS: 5,
    Kept.VISITS: 5,
    Kept.POINTS: 3,
    Kept.MENTIONS: 3,
    Kept.ERASURES: 3,
    Kept.PEOPLE: 5,
    Kept.DRAFTS: 30,
    Kept.IMPORTED: 2,
    Kept.ERASE_WITHIN: 30,
}
_UKRAINE = {Kept.PAPERS: 3, Kept.VISITS: 3}


def default_retention(country: Country) -> dict[Kept, int]:
    """The periods of a country before the clinic changes any."""
    return _DEFAULTS | (_UKRAINE if country is Country.UA else {})


def allowed_range(kind: Kept) -> tuple[int, int]:
    """The least and the most that a period may be."""
    return (1, MOST_DAYS) if kind in IN_DAYS else (1, MOST_YEARS)


def keep_until(kind: Kept, since: date, retention: Retention) -> date:
    """The last day on which data of a kind are kept, from the day their period runs."""
    length = retention[kind]
    return since + timedelta(days=length) if kind in IN_DAYS else add_months(since, 12 * length)


def kept_since(kind: Kept, today: date, retention: Retention) -> date:
    """Data whose period began before this day are due to be erased."""
    length = retention[kind]
    return today - timedelta(days=length) if kind in IN_DAYS else add_months(today, -12 * length)
