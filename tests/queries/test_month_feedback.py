"""What patients said and who was reached in the November worked by hand, read from real rows."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Any

from reception.models import Contact, Survey
from reception.queries.month import month_report
from reception.queries.month_values import MonthReport
from reception.translation import Language, load_translator
from reception.values.aftercare import (
    ContactOutcome,
    ContactReason,
    SurveyState,
    SurveyWay,
)
from reception.values.choices import ContactChannel
from tests.queries.november import LAST_DAY, NOVEMBER, November


def keep(november: November, *rows: Any) -> None:
    with november.desk.database.unit_of_work(
        now=november.desk.now, actor=november.desk.actor, action="look"
    ) as uow:
        for row in rows:
            uow.session.add(row)


def survey(november: November, visit: str, day: int, **answers: Any) -> Survey:
    who = november.people[visit.split()[1]]
    return Survey(
        visit_id=november.visits[visit],
        patient_id=who,
        respondent_id=who,
        due_on=date(2026, 11, day),
        state=SurveyState.ANSWERED,
        language=Language.RU,
        questions=list(answers),
        way=SurveyWay.PHONE,
        answers=answers,
        comment="Долго ждал" if answers["recommend"] < 7 else "",
        answered_on=date(2026, 11, day),
        answered_at=november.desk.now,
        created_at=november.desk.now,
    )


def ask(november: November) -> MonthReport:
    report: MonthReport = november.desk.ask(month_report, period=NOVEMBER, today=LAST_DAY)
    return report


def test_feedback_and_the_control_question(november: November) -> None:
    keep(
        november,
        survey(november, "3 Анна", 6, recommend=9, told="yes"),
        survey(november, "25 Борис", 28, recommend=3, told="no"),
        survey(november, "16 Глеб", 19, recommend=10, told="no"),  # nobody told him: no control
    )
    report = ask(november)
    # Due: everybody who came but Вера's emergency; her visit of the 27th fell due on the 29th.
    # Миша's visit is his mother's to answer for.
    due = report.indicator("feedback_rate")
    assert (due.value, due.numerator, due.denominator) == (Fraction(3, 6), 3, 6)
    assert report.indicator("feedback_rate_contacted").value == 1
    text = report.indicator("feedback_with_text")
    assert (text.numerator, text.denominator) == (1, 3)
    nps = report.indicator("nps")
    assert (nps.value, nps.numerator, nps.denominator) == (None, 1, 3)
    assert "30" in load_translator(Language.EN).text(nps.note) if nps.note else False
    confirmed = report.indicator("confirmed_mention_rate")
    assert (confirmed.value, confirmed.numerator, confirmed.denominator) == (
        Fraction(4, 7) * Fraction(1, 2),
        1,
        2,
    )
    (olga,) = report.further.confirmed
    assert (olga.cells[0], olga.cells[1], olga.cells[2:4]) == ("Ольга Титова", None, (1, 2))
    assert olga.behind is not None
    assert set(olga.behind.ids) == {november.visits["3 Анна"], november.visits["25 Борис"]}


def test_nobody_is_counted_as_reached_without_consent(november: November) -> None:
    keep(
        november,
        Contact(
            patient_id=november.people["Анна"],
            reason=ContactReason.SURVEY,
            subject_id=november.visits["3 Анна"],
            channel=ContactChannel.CALL,
            outcome=ContactOutcome.NO_ANSWER,
            day=date(2026, 11, 5),
            at=november.desk.now,
        ),
    )
    report = ask(november)
    asked = report.indicator("feedback_rate_contacted")
    assert (asked.value, asked.numerator, asked.denominator) == (0, 0, 1)
    for name in ("reminder_contact_rate", "birthday_contact_rate"):
        assert report.indicator(name).denominator == 0


def test_what_looks_odd_and_whom_to_ask(november: November) -> None:
    report = ask(november)
    words = load_translator(Language.EN)
    (odd,) = report.further.odd
    assert words.text(odd.cells[0]) == "Ticks faster than anybody can tell"  # type: ignore[arg-type]
    assert odd.cells[1:] == ("Ольга Титова", 1)
    assert report.further.spot_checks == (), "nobody was told in the week of the 30th"
    equal = report.indicator("equal_treatment")
    assert equal.value is None
    assert equal.note is not None
    assert report.further.rewards == ()
    moved = {(row.cells[2]) for row in report.further.moves}
    assert moved == {3, 4}, "three came once, four came again"
