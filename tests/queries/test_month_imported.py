"""The month of the imported Russian clinic: who was told there, and who never was."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest
from sqlalchemy import text

from reception.exchange.columns import Subject
from reception.exchange.raw_table import read_table
from reception.exchange.sheets import open_source
from reception.paths import DataFolder
from reception.queries.month import month_report
from reception.queries.month_values import BeganFrom, BehindKind, MonthReport, UntoldFamily
from reception.queries.telling import tellings
from reception.services.clinic import change_clinic
from reception.services.consents import record_consent
from reception.services.import_patients import import_patients
from reception.services.import_visits import import_visits
from reception.storage.database import open_database
from reception.translation import Language, load_translator
from reception.values.actor import COMMAND_LINE
from reception.values.choices import ConsentPurpose, ContactChannel, Country
from reception.values.period import Period
from tests.clinics import MONDAY_MORNING
from tests.fixtures.exports import EXPORTS
from tests.people import Desk

TODAY = date(2026, 11, 2)
OCTOBER = Period(date(2026, 10, 1), date(2026, 10, 31))
BEGAN = date(2025, 9, 1)


@pytest.fixture(scope="module")
def master(
    clinic_masters: Callable[[Country], Path], tmp_path_factory: pytest.TempPathFactory
) -> Path:
    """The clinic with both files imported, made once."""
    path = tmp_path_factory.mktemp("imported") / "reception.db"
    shutil.copyfile(clinic_masters(Country.RU), path)
    database = open_database(path, None)
    desk = Desk(database, COMMAND_LINE, MONDAY_MORNING)
    for name, subject, service in (
        ("ru_patients.csv", Subject.PATIENTS, import_patients),
        ("ru_visits.csv", Subject.VISITS, import_visits),
    ):
        table = read_table(open_source(EXPORTS / name), subject, today=TODAY)
        desk.do(service, content=table.content)
    database.close()
    return path


@pytest.fixture
def imported(master: Path, data_folder: DataFolder) -> Iterator[Desk]:
    shutil.copyfile(master, data_folder.database)
    database = open_database(data_folder.database, None)
    yield Desk(database, COMMAND_LINE, MONDAY_MORNING)
    database.close()


def october(desk: Desk) -> MonthReport:
    report: MonthReport = desk.ask(month_report, period=OCTOBER, today=TODAY)
    return report


def sokolovs(desk: Desk) -> UntoldFamily:
    untold = october(desk).never_told
    return next(row for row in untold if row.head.startswith("Соколова Марина Викт"))


def test_the_founding_family_leads_with_23_visits(imported: Desk) -> None:
    report = october(imported)
    assert (report.began, report.began_from) == (date(2024, 11, 6), BeganFrom.HISTORY)
    words = load_translator(Language.EN).text(report.remarks[0])
    assert words == "Start of the programme taken from the first visit in the history, 6 Nov 2024."
    family = sokolovs(imported)
    assert (family.visits_untold, family.since) == (23, date(2024, 11, 6))


def test_a_number_stands_where_a_paper_allows_calls(imported: Desk) -> None:
    """Telling is advertising: at the next visit by word of mouth, by phone with a paper only."""
    family = sokolovs(imported)
    assert family.phone == ""  # an imported "yes" lets reminders out, no calls about an offer
    imported.do(
        record_consent,
        patient_id=family.head_id,
        purpose=ConsentPurpose.ADVERTISING,
        channel=ContactChannel.CALL,
        proof="paper, folder 1",
    )
    assert sokolovs(imported).phone == "+79161234567"


def test_the_list_agrees_with_the_desk(imported: Desk) -> None:
    report = october(imported)
    households = [row.household_id for row in report.never_told]
    said = imported.ask(tellings, household_ids=households)
    through = {row.household_id: row.visits_untold for row in report.never_told}
    assert {one: said[one].visits_untold for one in households} == through
    counts = [row.visits_untold for row in report.never_told]
    assert counts == sorted(counts, reverse=True)
    assert min(counts) >= 1


def test_imported_mentions_make_a_family_told(imported: Desk) -> None:
    report = october(imported)
    with imported.database.reading() as session:
        told = set(session.scalars(text("SELECT DISTINCT household_id FROM mention")))
        untold = session.execute(
            text(
                "SELECT p.household_id, COUNT(*), MIN(v.day) FROM visit v"
                " JOIN patient p ON p.id = v.patient_id WHERE v.status = 'done'"
                " GROUP BY p.household_id"
            )
        ).all()
    naive = {
        household: (visits, first) for household, visits, first in untold if household not in told
    }
    found = {
        row.household_id: (row.visits_untold, row.since.isoformat()) for row in report.never_told
    }
    assert found == naive
    assert len(told) > 300


def test_eligible_visits_and_mentions_by_a_second_count(imported: Desk) -> None:
    """No members, nobody declined: only recent talks, insurers and a second visit excuse."""
    report = october(imported)
    rate = report.indicator("mention_rate")
    with imported.database.reading() as session:
        visits = session.execute(
            text(
                "SELECT v.id, v.day, p.household_id, v.insured_percent,"
                " CASE WHEN p.birth_date IS NULL OR date(p.birth_date, '+18 years') <= v.day"
                "  THEN p.id ELSE (SELECT h.id FROM patient h WHERE h.household_id ="
                "   p.household_id AND h.relation = 'head' AND (h.birth_date IS NULL OR"
                "   date(h.birth_date, '+18 years') <= v.day)) END AS listener"
                " FROM visit v JOIN patient p ON p.id = v.patient_id"
                " WHERE v.status = 'done' AND v.day BETWEEN '2026-10-01' AND '2026-10-31'"
                " ORDER BY v.day, v.arrived_at, v.planned_time, v.id"
            )
        ).all()
        talks = session.execute(text("SELECT listener_id, day, visit_id FROM mention")).all()
    eligible: set[int] = set()
    asked: set[tuple[int, str]] = set()
    for visit, day, household, insured, hearer in visits:
        since = date.fromisoformat(day).toordinal() - 60
        recent = any(
            listener == hearer
            and since <= date.fromisoformat(told).toordinal() < since + 60
            and told_on != visit
            for listener, told, told_on in talks
        )
        if hearer is None or recent or insured == 100 or (household, day) in asked:
            continue
        asked.add((household, day))
        eligible.add(visit)
    told_visits = {told_on for _listener, _day, told_on in talks}
    assert rate.behind is not None
    assert rate.behind.kind is BehindKind.VISIT
    assert set(rate.behind.ids) == eligible
    assert rate.denominator == len(eligible)
    assert rate.numerator is not None
    assert rate.numerator >= len(eligible & told_visits)
    assert rate.value == Fraction(rate.numerator, rate.denominator)
    assert report.indicator("visits").value == len(visits)


def test_the_start_that_the_clinic_names_shortens_the_list(imported: Desk) -> None:
    imported.do(change_clinic, field="programme_since", value=BEGAN)
    report = october(imported)
    assert (report.began, report.began_from) == (BEGAN, BeganFrom.NAMED)
    family = sokolovs(imported)
    assert family.visits_untold < 23
    assert family.since >= BEGAN
