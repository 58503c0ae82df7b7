"""Indicators of the patients themselves: visits, new ones, families, who came again, stages."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from reception.queries.month_telling import shown
from reception.queries.month_values import Behind, BehindKind, Indicator, ListedRow, Unit
from reception.queries.visit_book import VisitBook
from reception.rules.indicators import JudgedVisit, Ratio
from reception.rules.patient_indicators import (
    LOYAL_CEILING,
    TOO_SOFT,
    counted_moves,
    is_down,
    loyal_share,
    net_loyal,
    stage_moves,
)
from reception.rules.stages import NO_PORTRAIT, Portrait, StageFacts, StageWindows, stage_of
from reception.translation import Message, msg
from reception.values.choices import Stage
from reception.values.labels import stage_label
from reception.values.period import Period, add_months

_REPEAT_DAYS = 180
_ACTIVE = (Stage.FIRST_TIME, Stage.REPEAT, Stage.REGULAR, Stage.LOYAL)


def visit_indicators(
    book: VisitBook, judged: Sequence[JudgedVisit], period: Period
) -> list[Indicator]:
    """Visits, new patients, family visits, and who came back within half a year."""
    visits = [row.visit for row in judged]
    new = sorted({visit.patient for visit in visits if visit.first_visit})
    year_ago = add_months(book.as_of, -12)
    families = {
        household
        for household, people in book.households.items()
        if sum(book.seen_since(person, year_ago) for person in people) > 1
    }
    family_visits = [visit.visit for visit in visits if visit.household in families]
    first = add_months(period.first, -6)
    then = Period(first, min(Period.month_of(first).last, add_months(period.last, -6)))
    newcomers = list(book.first_timers(then.first, then.last))
    back = [
        person
        for person, day in newcomers
        if any(day < later <= day + timedelta(days=_REPEAT_DAYS) for later in book.days[person])
    ]
    return [
        Indicator(
            "visits",
            msg("Visits"),
            Unit.COUNT,
            len(visits),
            len(visits),
            behind=Behind.of(BehindKind.VISIT, (visit.visit for visit in visits)),
        ),
        Indicator(
            "new_patients",
            msg("New patients"),
            Unit.COUNT,
            len(new),
            len(new),
            behind=Behind.of(BehindKind.PATIENT, new),
        ),
        shown(
            "share_of_family_visits",
            msg("Visits of families"),
            Ratio(len(family_visits), len(visits)),
            behind=Behind.of(BehindKind.VISIT, family_visits),
        ),
        shown(
            "repeat_rate",
            msg("Came again within 180 days"),
            Ratio(len(back), len(newcomers)),
            behind=Behind.of(
                BehindKind.PATIENT,
                (person for person, _day in newcomers),
                (person for person, _day in newcomers if person not in set(back)),
            ),
        ),
    ]


def stages_of(
    book: VisitBook, portraits: Mapping[int, Portrait], day: date | None = None
) -> dict[Stage, list[int]]:
    """Persons by stage on a day, the last of the book unless told; lapsed ones and leads too.

    `portraits` are those of the same day, of whoever has one.
    """
    day = day or book.as_of
    windows = StageWindows(day)
    stages: dict[Stage, list[int]] = {stage: [] for stage in Stage}
    for household, people in book.households.items():
        own = {person: list(dict.fromkeys(book.days.get(person, ()))) for person in people}
        comes_again = len(people) > 1 and any(len(days) > 1 for days in own.values())
        family = list(dict.fromkeys(book.household_days(household))) if comes_again else []
        for person, days in own.items():
            died = book.people[person].deceased
            if died is None or died > day.isoformat():
                facts = StageFacts(days, family, len(people), portraits.get(person, NO_PORTRAIT))
                stage = stage_of(facts, windows).stage
                stages[stage].append(person)
    return stages


def stage_indicators(stages: dict[Stage, list[int]]) -> list[Indicator]:
    """The share of each stage among the active patients."""
    whole = sum(len(stages[stage]) for stage in _ACTIVE)
    titles = {
        Stage.FIRST_TIME: msg("First-time patients, of the active ones"),
        Stage.REPEAT: msg("Repeat patients, of the active ones"),
        Stage.REGULAR: msg("Regular patients, of the active ones"),
        Stage.LOYAL: msg("Loyal patients, of the active ones"),
    }
    return [
        shown(
            f"stage_distribution_{stage.value}",
            titles[stage],
            Ratio(len(stages[stage]), whole),
            behind=Behind.of(BehindKind.PATIENT, stages[stage]),
        )
        for stage in _ACTIVE
    ]


def loyalty_indicators(
    stages: dict[Stage, list[int]], before: dict[Stage, list[int]]
) -> list[Indicator]:
    """The loyal share beside 30 %, and how many more became loyal than ceased to be."""
    share, of_ceiling = loyal_share({stage: len(people) for stage, people in stages.items()})
    note: Message | None = msg("no cases")
    if share is not None and of_ceiling is not None:
        note = msg(
            "usually at most {ceiling} %; this is {part} % of it",
            ceiling=round(LOYAL_CEILING * 100),
            part=round(of_ceiling * 100),
        )
        if share > TOO_SOFT:
            note = msg("above 35 %: are the criteria too soft?")
    moved = moves_between(before, stages)
    counts = counted_moves(moved)
    loyal = stages[Stage.LOYAL]
    active = sum(len(stages[stage]) for stage in _ACTIVE)
    changed = sorted(
        person for move, people in moved.items() if Stage.LOYAL in move for person in people
    )
    return [
        Indicator(
            "loyal_share",
            msg("Loyal patients"),
            Unit.RATIO,
            share,
            len(loyal),
            active,
            note,
            behind=Behind.of(BehindKind.PATIENT, loyal),
        ),
        Indicator(
            "net_loyal",
            msg("Became loyal, less those who ceased to be"),
            Unit.COUNT,
            net_loyal(counts),
            behind=Behind.of(BehindKind.PATIENT, changed),
        ),
    ]


def moves_between(
    before: dict[Stage, list[int]], now: dict[Stage, list[int]]
) -> dict[tuple[Stage, Stage], tuple[int, ...]]:
    """Who moved between the stages of two days."""
    return stage_moves(_by_person(before), _by_person(now))


def move_rows(
    book: VisitBook, before: dict[Stage, list[int]], now: dict[Stage, list[int]], *, since: date
) -> tuple[ListedRow, ...]:
    """Every move with its count; those down with their cause, as far as days tell it."""
    rows = []
    for move, people in moves_between(before, now).items():
        down = is_down(move)
        rows.append(
            ListedRow(
                (
                    stage_label(move[0]),
                    stage_label(move[1]),
                    len(people),
                    msg("down") if down else msg("up"),
                    _cause(book, move, people, since) if down else None,
                ),
                Behind.of(BehindKind.PATIENT, people),
            )
        )
    return tuple(rows)


def _cause(
    book: VisitBook, move: tuple[Stage, Stage], people: Sequence[int], since: date
) -> Message:
    if move[1] is Stage.LAPSED:
        return msg("no visit for 18 months")
    came = sum(
        bisect_right(book.days.get(person, []), since) < len(book.days.get(person, []))
        for person in people
    )
    if move[0] is Stage.LOYAL and came == len(people):
        return msg("a sign of loyalty is no longer there")
    return msg("came less often within the last year")


def _by_person(stages: dict[Stage, list[int]]) -> dict[int, Stage]:
    return {person: stage for stage, people in stages.items() for person in people}
