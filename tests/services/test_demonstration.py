"""The demonstration clinic: the same from the same seed, true to the rules, and nobody real."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, select

from reception import bootstrap
from reception.clock import SetClock
from reception.errors import InvalidInput, Refused
from reception.models import (
    Acceptance,
    Account,
    AccountMember,
    Card,
    CardStock,
    Clinic,
    Consent,
    Mention,
    Patient,
    PointsEntry,
    PointsLot,
    Visit,
)
from reception.paths import DataFolder
from reception.queries.month import month_report
from reception.rules.names import name_fault
from reception.services.demonstration import fill_demonstration
from reception.services.demonstration_people import vocative_patronymic
from reception.storage.database import Database
from reception.storage.points_book import PointsBook
from reception.values.actor import COMMAND_LINE
from reception.values.card_number import damm_valid
from reception.values.choices import CardForm, Country, EntryKind, Sex, StockMove, VisitStatus
from reception.values.period import Period, age_on
from tests.people import Desk

NOW = datetime(2026, 11, 2, 9, 0, tzinfo=UTC)
TODAY = date(2026, 11, 2)
PATIENTS = 500


def lay_down(root: Path, country: Country, *, patients: int = PATIENTS, seed: int = 1) -> Database:
    return bootstrap.lay_down_demonstration(
        DataFolder(root),
        country=country,
        clock=SetClock(NOW),
        seed=seed,
        patients=patients,
        months=18,
    )


@pytest.fixture(scope="module")
def masters(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[Country], Database]]:
    made: dict[Country, Database] = {}

    def master(country: Country) -> Database:
        if country not in made:
            made[country] = lay_down(tmp_path_factory.mktemp("demo"), country)
        return made[country]

    yield master
    for database in made.values():
        database.close()


@pytest.fixture(params=[Country.RU, Country.UA])
def clinic(request: pytest.FixtureRequest, masters: Callable[[Country], Database]) -> Database:
    return masters(request.param)


@contextmanager
def reading(database: Database) -> Iterator[Any]:
    with database.reading() as session:
        yield session


def test_everybody_has_a_name_that_agrees_with_the_person(clinic: Database) -> None:
    with reading(clinic) as session:
        people = session.scalars(select(Patient)).all()
    assert len(people) == PATIENTS
    for person in people:
        for name in (person.last_name, person.first_name, person.patronymic):
            assert name_fault(name) is None
        end = "а" if person.sex is Sex.FEMALE else "ч"
        assert person.patronymic.endswith(end)
        assert person.birth_date is not None
        assert person.birth_date <= TODAY


def test_children_come_with_the_patronymic_of_one_father_and_a_guardian(clinic: Database) -> None:
    with reading(clinic) as session:
        children = [
            person
            for person in session.scalars(select(Patient)).all()
            if person.birth_date is not None and age_on(person.birth_date, TODAY) < 18
        ]
        assert len(children) > PATIENTS // 10
        for child in children:
            guardian = session.get(Patient, child.guardian_id)
            assert guardian is not None
            assert guardian.household_id == child.household_id
            assert guardian.birth_date is not None
            assert age_on(guardian.birth_date, TODAY) >= 18


def test_ukrainians_are_addressed_in_the_vocative(masters: Callable[[Country], Database]) -> None:
    with reading(masters(Country.UA)) as session:
        forms = session.scalars(
            select(Patient.form_of_address).where(Patient.first_name == "Анна")
        ).all()
    assert any(form.startswith("Анно ") for form in forms)
    assert vocative_patronymic("Сергіївна") == "Сергіївно"
    assert vocative_patronymic("Петрович") == "Петровичу"


def test_the_books_balance(clinic: Database) -> None:
    with reading(clinic) as session:
        entries = session.scalar(select(func.sum(PointsEntry.points)))
        left = session.scalar(select(func.sum(PointsLot.left)))
        assert entries == left
        assert entries > 0
        book = PointsBook(session)
        for account in session.scalars(select(Account)).all():
            known = book.account(account.id)
            moved = session.scalar(
                select(func.sum(PointsEntry.points)).where(PointsEntry.account_id == account.id)
            )
            assert sum(lot.left for lot in book.lots(known)) - known.debt == (moved or 0)
        kinds = set(session.scalars(select(PointsEntry.kind).distinct()))
    assert {
        EntryKind.EARNED,
        EntryKind.WELCOME,
        EntryKind.BIRTHDAY,
        EntryKind.RETROACTIVE,
        EntryKind.REDEEMED,
        EntryKind.EXPIRED,
    } <= kinds


def test_what_was_redeemed_was_not_paid_in_money(clinic: Database) -> None:
    with reading(clinic) as session:
        visits = session.scalars(select(Visit).where(Visit.points_redeemed > 0)).all()
        assert visits
        for visit in visits:
            assert visit.paid_minor == visit.bill_minor - visit.points_redeemed * 100
            used = session.scalars(
                select(PointsEntry.points).where(
                    PointsEntry.visit_id == visit.id, PointsEntry.kind == EntryKind.REDEEMED
                )
            ).one()
            assert used == -visit.points_redeemed
            assert sum(line.amount_minor for line in visit.lines) == visit.bill_minor


def test_members_accepted_and_hold_a_card(clinic: Database) -> None:
    with reading(clinic) as session:
        accounts = session.scalars(select(Account)).all()
        assert len(accounts) > PATIENTS // 20
        adults = set(
            session.scalars(
                select(AccountMember.patient_id).where(AccountMember.entered_by_id.is_(None))
            )
        )
        assert adults == set(session.scalars(select(Acceptance.patient_id)))
        members = set(session.scalars(select(AccountMember.patient_id)))
        assert members == set(session.scalars(select(Consent.patient_id)))
        cards = session.scalars(select(Card)).all()
        assert {card.account_id for card in cards} == {account.id for account in accounts}
        assert all(damm_valid(card.number) for card in cards)
        on_hand = session.scalar(select(func.sum(CardStock.change)))
        issued = session.scalar(select(func.count()).where(CardStock.move == StockMove.ISSUED))
        assert issued == sum(card.form is CardForm.PLASTIC for card in cards)
        assert on_hand is not None
        assert on_hand >= 0


def test_today_is_full_around_the_clock(clinic: Database) -> None:
    with reading(clinic) as session:
        todays = session.scalars(select(Visit).where(Visit.day == TODAY)).all()
    statuses = {visit.status for visit in todays}
    assert len(todays) >= 12
    assert {VisitStatus.DONE, VisitStatus.PLANNED} <= statuses
    assert statuses & {VisitStatus.ARRIVED, VisitStatus.IN_ROOM}


def test_the_month_of_it_looks_like_a_clinic(clinic: Database) -> None:
    with reading(clinic) as session:
        report = month_report(
            session, period=Period(date(2026, 10, 1), date(2026, 10, 31)), today=TODAY
        )
    rate = report.indicator("mention_rate").value
    assert rate is not None
    assert 0.3 < rate < 1
    assert report.never_told
    assert report.points_opening + sum(points for _kind, points in report.points_flow) == (
        report.points_closing
    )


def test_every_requisite_is_there_and_says_that_it_is_made_up(clinic: Database) -> None:
    with reading(clinic) as session:
        row = session.scalars(select(Clinic)).one()
    assert row.is_demonstration
    assert "демонстра" in row.legal_name
    assert "демонстра" in row.licence_number
    for field in ("address", "phone", "signatory", "approval_number", "complaints_name"):
        assert getattr(row, field)


def test_the_same_seed_makes_the_same_clinic(tmp_path: Path) -> None:
    found = []
    for folder, seed in (("one", 5), ("again", 5), ("other", 6)):
        database = lay_down(tmp_path / folder, Country.RU, patients=60, seed=seed)
        with reading(database) as session:
            found.append(
                [
                    session.execute(select(*kind.__table__.columns).order_by(kind.id)).all()
                    for kind in (Patient, Visit, Mention, PointsEntry, Card)
                ]
            )
        database.close()
    assert found[0] == found[1]
    assert found[0] != found[2]


def test_nobody_is_put_into_a_real_clinic(desk: Desk) -> None:
    desk.actor = COMMAND_LINE
    source = bootstrap.demonstration_source(Country.RU)
    with pytest.raises(Refused) as refused:
        desk.do(fill_demonstration, seed=1, patients=10, months=6, source_text=source)
    assert refused.value.code == "not_a_demonstration"


@pytest.mark.parametrize(("patients", "months"), [(0, 12), (10, 0), (10**7, 12), (10, 600)])
def test_impossible_sizes_are_said_and_leave_nothing(
    tmp_path: Path, patients: int, months: int
) -> None:
    folder = DataFolder(tmp_path / "new")
    with pytest.raises(InvalidInput):
        bootstrap.lay_down_demonstration(
            folder,
            country=Country.RU,
            clock=SetClock(NOW),
            seed=1,
            patients=patients,
            months=months,
        )
    assert not folder.database.exists()


def test_mentions_are_chained(clinic: Database) -> None:
    with reading(clinic) as session:
        rows = session.scalars(select(Mention).order_by(Mention.id)).all()
    previous = "0" * 64
    for row in rows:
        assert row.previous_hash == previous
        stored = row.hash
        row.seal(previous)
        assert row.hash == stored
        previous = stored


@pytest.mark.parametrize("hour", [2, 6, 10, 15, 19])
def test_no_appointment_stands_at_night(tmp_path: Path, hour: int) -> None:
    """Two to nineteen in UTC are five to twenty-two in Moscow."""
    clock = SetClock(datetime(2026, 11, 2, hour, 7, tzinfo=UTC))
    database = bootstrap.lay_down_demonstration(
        DataFolder(tmp_path), country=Country.RU, clock=clock, seed=1, patients=80, months=3
    )
    with reading(database) as session:
        todays = session.scalars(select(Visit).where(Visit.day == TODAY)).all()
        times = sorted(one.planned_time for one in todays if one.planned_time is not None)
    database.close()
    assert len(times) == len(todays)
    assert (times[0].hour, times[-1].hour) >= (8, 9)
    assert times[-1].hour < 20
