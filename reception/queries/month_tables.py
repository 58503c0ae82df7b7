"""The monthly report as tables: one set that feeds the screen, PDF, XLSX and CSV alike."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from fractions import Fraction

from reception.queries.month_further import further_tables
from reception.queries.month_values import Behind, BehindKind, Indicator, MonthReport, Unit
from reception.translation import msg, nmsg
from reception.values.choices import Stage
from reception.values.labels import entry_label, stage_label
from reception.values.money import Money
from reception.values.phone_number import PhoneNumber
from reception.values.table import Column, Kind, Table, TableCell

_GLANCE = (
    "mention_rate",
    "confirmed_mention_rate",
    "equal_treatment",
    "never_told_list",
    "told_at_first_visit",
    "joined",
    "visits",
    "new_patients",
    "loyal_share",
    "feedback_rate",
    "nps",
    "staff_certification",
    "stock_out_days",
    "reward_deviations",
)
_NUMBERS = (Unit.COUNT, Unit.DAYS, Unit.POINTS, Unit.SCORE, Unit.SECONDS)
_ACTIVE = (Stage.FIRST_TIME, Stage.REPEAT, Stage.REGULAR, Stage.LOYAL)


def month_tables(
    report: MonthReport, previous: MonthReport | None = None, *, with_names: bool = True
) -> list[Table]:
    """Every table of a report, what went wrong first; `previous` is the period before.

    Without names the lists of families and of visits to ask about are left out.
    """
    tables = [
        minus_table(report),
        shares_table(report, previous),
        counts_table(report, previous),
        money_table(report, previous),
        staff_table(report),
        points_table(report),
        *([corrections_table(report)] if report.corrections else []),
        stages_table(report),
        *(table for table, _behind in further_tables(report, with_names=with_names)),
    ]
    return [*tables, never_told_table(report)] if with_names else tables


def screen_tables(report: MonthReport, previous: MonthReport | None = None) -> list[Table]:
    """The tables of the screen: all but the list of families, which has a place of its own."""
    return month_tables(report, previous)[:-1]


def own_first(report: MonthReport, staff_id: int | None) -> MonthReport:
    """The report with the figures of whoever reads it before those of the others."""
    staff = sorted(report.staff, key=lambda row: row.staff_id != staff_id)
    return replace(report, staff=tuple(staff))


def behind_tables(report: MonthReport) -> list[list[Behind | None]]:
    """The list behind each row of `screen_tables`, table by table."""
    entries = report.indicator("points_flow_closing").behind
    stages = {
        stage: report.indicator(f"stage_distribution_{stage.value}").behind for stage in _ACTIVE
    }
    corrected: list[list[Behind | None]] = []
    if report.corrections:
        corrected.append([Behind.of(BehindKind.ENTRY, [c.entry_id]) for c in report.corrections])
    return [
        [event.behind for event in report.minus],
        [one.behind for one in _of_unit(report, Unit.RATIO)],
        [one.behind for one in _of_unit(report, *_NUMBERS)],
        [one.behind for one in _of_unit(report, Unit.MONEY)],
        [Behind(BehindKind.VISIT, row.eligible) for row in report.staff],
        [entries for _row in range(len(report.points_flow) + 2)],
        *corrected,
        [stages.get(stage) for stage, _count in report.stages],
        *(behind for _table, behind in further_tables(report, with_names=True)),
    ]


def glance_table(report: MonthReport, previous: MonthReport | None) -> Table:
    """The few figures of the page to sign, each with its cases, the period before and the target."""
    known = {one.name: one for one in report.indicators}
    rows: list[Sequence[TableCell]] = []
    for one in (known[name] for name in _GLANCE if name in known):
        if one.unit is Unit.RATIO:
            cells = (_ratio(one), one.numerator, one.denominator, _ratio(_before(one, previous)))
            target = None if one.target is None else Fraction(one.target)
            rows.append((one.title, *cells, target))
        else:
            rows.append((one.title, None, one.value, None, None, None))
    return Table(
        msg("At a glance"),
        (
            Column("indicator", msg("Indicator")),
            Column("share", msg("Share"), Kind.PERCENT),
            Column("cases", msg("Cases"), Kind.NUMBER),
            Column("of", msg("Of"), Kind.NUMBER),
            Column("before", msg("Before"), Kind.PERCENT),
            Column("target", msg("Target"), Kind.PERCENT),
        ),
        rows,
    )


def trend_table(trend: Sequence[tuple[date, Fraction | None]]) -> Table:
    """The mention rate of each month, the oldest first."""
    rows: list[Sequence[TableCell]] = [(month, share) for month, share in trend]
    return Table(
        msg("Told, month by month"),
        (Column("month", msg("Month"), Kind.DATE), Column("share", msg("Share"), Kind.PERCENT)),
        rows,
    )


def minus_table(report: MonthReport) -> Table:
    """What went wrong, how often, since when the oldest is due; who mends it is written in by hand."""
    return Table(
        msg("To be mended first"),
        (
            Column("what", msg("What")),
            Column("count", msg("Cases"), Kind.NUMBER),
            Column("due", msg("Due since"), Kind.DATE),
            Column("by", msg("Mended by (name)")),
            Column("until", msg("Mended until"), Kind.DATE),
        ),
        [(event.what, event.count, event.due, None, None) for event in report.minus],
        note=None if report.minus else msg("Nothing went wrong in this period."),
    )


def shares_table(report: MonthReport, previous: MonthReport | None) -> Table:
    """Every ratio with its cases, the period before, and the target."""
    rows: list[Sequence[TableCell]] = [
        (
            one.title,
            _ratio(one),
            one.numerator,
            one.denominator,
            _ratio(_before(one, previous)),
            one.target if one.target is None else Fraction(one.target),
            one.note,
        )
        for one in _of_unit(report, Unit.RATIO)
    ]
    return Table(
        msg("Shares"),
        (
            Column("indicator", msg("Indicator")),
            Column("share", msg("Share"), Kind.PERCENT),
            Column("cases", msg("Cases"), Kind.NUMBER),
            Column("of", msg("Of"), Kind.NUMBER),
            Column("before", msg("Before"), Kind.PERCENT),
            Column("target", msg("Target"), Kind.PERCENT),
            Column("note", msg("Note")),
        ),
        rows,
    )


def counts_table(report: MonthReport, previous: MonthReport | None) -> Table:
    """Every count, number of days and number of points, beside the period before."""
    rows: list[Sequence[TableCell]] = [
        (one.title, one.value, _value(_before(one, previous)), one.target, one.note)
        for one in _of_unit(report, *_NUMBERS)
    ]
    return Table(
        msg("Numbers"),
        (
            Column("indicator", msg("Indicator")),
            Column("number", msg("How many"), Kind.NUMBER),
            Column("before", msg("Before"), Kind.NUMBER),
            Column("target", msg("Target"), Kind.NUMBER),
            Column("note", msg("Note")),
        ),
        rows,
    )


def money_table(report: MonthReport, previous: MonthReport | None) -> Table:
    """What the points may cost."""
    currency = report.clinic.currency

    def money(one: Indicator | None) -> Money | None:
        value = _value(one)
        return None if value is None else Money(int(value), currency)

    rows: list[Sequence[TableCell]] = [
        (one.title, money(one), money(_before(one, previous)), one.note)
        for one in _of_unit(report, Unit.MONEY)
    ]
    return Table(
        msg("Liability"),
        (
            Column("indicator", msg("Indicator")),
            Column("amount", msg("Amount"), Kind.MONEY),
            Column("before", msg("Before"), Kind.MONEY),
            Column("note", msg("Note")),
        ),
        rows,
    )


def staff_table(report: MonthReport) -> Table:
    """The mention rate of each employee, by name; never joins, never sums, no ranking."""
    return Table(
        msg("Told, by employee"),
        (
            Column("employee", msg("Employee")),
            Column("share", msg("Share"), Kind.PERCENT),
            Column("told", msg("Told"), Kind.NUMBER),
            Column("of", msg("Of"), Kind.NUMBER),
            Column("note", msg("Note")),
        ),
        [
            (
                row.name,
                row.rate,
                row.told,
                len(row.eligible),
                None if row.rate is not None else msg("too few visits to say"),
            )
            for row in report.staff
        ],
        note=None
        if report.staff
        else msg("No visit of this period says who checked the patient in."),
    )


def points_table(report: MonthReport) -> Table:
    """Points from the opening to the closing balance by every kind of entry."""
    kinds: list[Sequence[TableCell]] = [
        (entry_label(kind), points) for kind, points in report.points_flow
    ]
    return Table(
        msg("Points of the period"),
        (Column("kind", msg("What")), Column("points", msg("Points"), Kind.NUMBER)),
        [
            (msg("at the beginning"), report.points_opening),
            *kinds,
            (msg("at the end"), report.points_closing),
        ],
    )


def corrections_table(report: MonthReport) -> Table:
    """Points corrected by hand, each with its reason and who did it."""
    rows: list[Sequence[TableCell]] = [
        (one.day, one.points, one.reason, one.by) for one in report.corrections
    ]
    return Table(
        msg("Points corrected by hand"),
        (
            Column("day", msg("Day"), Kind.DATE),
            Column("points", msg("Points"), Kind.NUMBER),
            Column("reason", msg("Reason")),
            Column("by", msg("Corrected by")),
        ),
        rows,
    )


def stages_table(report: MonthReport) -> Table:
    """Persons by stage on the last day; shares are of the active ones."""
    active = sum(count for stage, count in report.stages if stage in _ACTIVE)
    rows: list[Sequence[TableCell]] = [
        (
            stage_label(stage),
            count,
            Fraction(count, active) if active and stage in _ACTIVE else None,
        )
        for stage, count in report.stages
    ]
    return Table(
        msg("Patients by stage"),
        (
            Column("stage", msg("Stage")),
            Column("persons", msg("Persons"), Kind.NUMBER),
            Column("share", msg("Share"), Kind.PERCENT),
        ),
        rows,
        note=msg("On {day}; shares are of patients with a visit in 18 months.", day=report.as_of),
    )


def never_told_table(report: MonthReport) -> Table:
    """Families that nobody told, by visits untold."""
    families = report.never_told
    return Table(
        msg("Never told"),
        (
            Column("family", msg("Family")),
            Column("visits", msg("Visits untold"), Kind.NUMBER),
            Column("since", msg("Since"), Kind.DATE),
            Column("last", msg("Last visit"), Kind.DATE),
            Column("next", msg("Next visit"), Kind.DATE),
            Column("phone", msg("Phone")),
        ),
        [
            (
                row.head,
                row.visits_untold,
                row.since,
                row.last_visit,
                row.next_visit,
                str(PhoneNumber(row.phone)) if row.phone else "",
            )
            for row in families
        ],
        note=nmsg("{count} family", "{count} families", len(families)),
    )


def _of_unit(report: MonthReport, *units: Unit) -> Iterable[Indicator]:
    return (one for one in report.indicators if one.unit in units)


def _before(one: Indicator, previous: MonthReport | None) -> Indicator | None:
    return None if previous is None else previous.indicator(one.name)


def _value(one: Indicator | None) -> Fraction | int | None:
    return None if one is None else one.value


def _ratio(one: Indicator | None) -> Fraction | None:
    value = _value(one)
    return None if value is None else Fraction(value)
