"""The two clinics' exports written: whole, once, corrected, cancelled, taken back."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, select

from reception.changes import Done
from reception.errors import Refused
from reception.exchange.columns import Subject
from reception.exchange.raw_table import read_table
from reception.exchange.sheets import open_source
from reception.models import (
    BillLine,
    Consent,
    Household,
    ImportedRow,
    ImportRun,
    Mention,
    Patient,
    PatientPhone,
    Visit,
)
from reception.progress import Cancelled, Progress
from reception.queries.telling import tellings
from reception.rules.import_plan import FileContent
from reception.services.import_patients import import_patients
from reception.services.import_visits import import_visits
from reception.services.imports import ImportResult
from reception.storage.database import Database
from reception.translation import Language
from reception.values.choices import (
    ConsentPurpose,
    ContactChannel,
    Country,
    MentionOutcome,
    Relation,
    VisitStatus,
)
from tests.fixtures.exports import EXPORTS
from tests.people import Desk

TODAY = date(2026, 11, 2)
KEPT = ("clinic", "programme_version", "service_group", "staff", "doctor", "card_series")
COUNTED = (Patient, Household, PatientPhone, Visit, BillLine, Consent, ImportedRow)


def content(path: Path, subject: Subject) -> FileContent:
    return read_table(open_source(path), subject, today=TODAY).content


def patients_of(path: Path) -> FileContent:
    return content(path, Subject.PATIENTS)


def visits_of(path: Path) -> FileContent:
    return content(path, Subject.VISITS)


def counts(desk: Desk) -> dict[str, int]:
    with desk.database.reading() as session:
        return {
            kind.__tablename__: session.scalar(select(func.count()).select_from(kind)) or 0
            for kind in COUNTED
        }


def dump(desk: Desk) -> dict[str, list[Any]]:
    """Every row of the tables an import writes, but the log of what was done."""
    with desk.database.reading() as session:
        return {
            kind.__tablename__: [
                tuple(row) for row in session.execute(select(*kind.__table__.columns))
            ]
            for kind in COUNTED
        }


@pytest.fixture
def russian(desk: Desk) -> Desk:
    desk.do(import_patients, content=patients_of(EXPORTS / "ru_patients.csv"))
    return desk


@pytest.fixture
def ukrainian(open_clinic: Callable[..., Database], administrator: Any, clock: Any) -> Desk:
    desk = Desk(open_clinic(Country.UA), administrator, clock.now())
    desk.do(import_patients, content=patients_of(EXPORTS / "uk_patients.xlsx"))
    return desk


def test_the_russian_clinic(russian: Desk) -> None:
    done: Done[ImportResult] = russian.do(
        import_visits, content=visits_of(EXPORTS / "ru_visits.csv")
    )
    assert (done.value.rows, done.value.imported, len(done.value.refused)) == (8893, 8885, 8)
    found = counts(russian)
    assert (found["patient"], found["visit"], found["bill_line"]) == (2531, 8885, 8885)
    with russian.database.reading() as session:
        marina = session.scalars(select(Patient).where(Patient.external_id == "90001")).one()
        family = session.scalars(
            select(Patient).where(Patient.household_id == marina.household_id)
        ).all()
        by_number = {str(person.external_id): person for person in family}
        assert sorted(by_number) == ["90001", "90002", "90003", "90004"]
        assert [by_number[key].relation for key in sorted(by_number)] == [
            Relation.HEAD,
            Relation.SPOUSE,
            Relation.CHILD,
            Relation.CHILD,
        ]
        assert [by_number[key].guardian_id for key in sorted(by_number)] == [
            None,
            None,
            marina.id,
            marina.id,
        ]
        visits = session.scalars(
            select(Visit).where(Visit.patient_id.in_([p.id for p in family])).order_by(Visit.day)
        ).all()
        assert len(visits) == 23
        first = visits[0]
        assert (first.day, first.planned_time) == (date(2024, 11, 6), time(10, 15))
        assert first.done_at == datetime.fromisoformat("2024-11-06T07:15:00+00:00")
        assert (first.bill_minor, first.paid_minor) == (320_000, 320_000)
        telling = tellings(session, household_ids=[marina.household_id])[marina.household_id]
        assert telling.visits_untold == 23
        mentions = session.scalars(select(Mention)).all()
        assert len(mentions) == 808
        assert {mention.outcome for mention in mentions} == {MentionOutcome.TOLD}
        minors = {p.id for p in session.scalars(select(Patient).where(Patient.guardian_id > 0))}
        assert not minors & {mention.listener_id for mention in mentions}


def test_the_ukrainian_clinic(ukrainian: Desk) -> None:
    done = ukrainian.do(import_visits, content=visits_of(EXPORTS / "uk_visits.xlsx"))
    assert (done.value.imported, len(done.value.refused)) == (2829, 0)
    with ukrainian.database.reading() as session:
        person = session.scalars(select(Patient).where(Patient.external_id == "10004")).one()
        assert (person.language, person.first_name) == (Language.UK, "Мар'яна")
        consent = session.scalars(select(Consent).where(Consent.patient_id == person.id)).one()
        assert consent.purpose is ConsentPurpose.SERVICE_MESSAGES
        assert consent.channel is ContactChannel.SMS
        statuses = session.execute(select(Visit.status, func.count()).group_by(Visit.status)).all()
        assert {row[0]: row[1] for row in statuses} == {
            VisitStatus.DONE: 2553,
            VisitStatus.NO_SHOW: 141,
            VisitStatus.CANCELLED: 135,
        }


def test_importing_twice_changes_nothing(russian: Desk) -> None:
    russian.do(import_visits, content=visits_of(EXPORTS / "ru_visits.csv"))
    before = dump(russian)
    again = russian.do(import_patients, content=patients_of(EXPORTS / "ru_patients.csv"))
    assert (again.value.imported, again.value.updated, again.value.unchanged) == (0, 0, 2531)
    assert again.undo is None
    more = russian.do(import_visits, content=visits_of(EXPORTS / "ru_visits.csv"))
    assert (more.value.imported, more.value.updated, more.value.unchanged) == (0, 0, 8885)
    assert dump(russian) == before
    with russian.database.reading() as session:
        assert session.scalar(select(func.count()).select_from(ImportRun)) == 2
        assert session.scalar(select(func.count()).select_from(Mention)) == 808


def _small(tmp_path: Path, *lines: str, name: str = "index.csv") -> Path:
    path = tmp_path / name
    path.write_text("\n".join(lines) + "\n", "utf-8")
    return path


HEADER = "№ карты;ФИО;Дата рожд.;Телефон;Представитель (№ карты);Кем приходится;Согласие на SMS"


def test_a_corrected_file_updates_what_was_corrected(desk: Desk, tmp_path: Path) -> None:
    first = _small(
        tmp_path,
        HEADER,
        "1;Иванова Анна;05.03.1990;8 916 123-45-67;;;да",
        "2;Иванов Пётр;01.02.2015;8 916 123-45-68;;;",
    )
    desk.do(import_patients, content=patients_of(first))
    with desk.database.reading() as session:
        anna = session.scalars(select(Patient.id).where(Patient.external_id == "1")).one()

    def type_at_the_desk(uow: Any) -> None:
        person = uow.find.patient(anna)
        person.email = "anna@example.org"
        person.first_name = "Анна-Мария"

    desk.do(type_at_the_desk)
    before = dump(desk)
    corrected = _small(
        tmp_path,
        HEADER,
        "1;Иванова Анна;06.03.1990;8 916 123-45-00;;;нет",
        "2;Иванов Пётр;01.02.2015;8 916 123-45-68;1;сын;",
        "3;Новая Вера;01.01.2000;;;;",
    )
    done = desk.do(import_patients, content=patients_of(corrected))
    assert (done.value.imported, done.value.updated, done.value.unchanged) == (1, 2, 0)
    with desk.database.reading() as session:
        person = session.get_one(Patient, anna)
        assert (person.birth_date, person.email) == (date(1990, 3, 6), "anna@example.org")
        assert person.first_name == "Анна-Мария"
        assert [phone.digits for phone in person.phones] == ["79161234500"]
        son = session.scalars(select(Patient).where(Patient.external_id == "2")).one()
        assert (son.household_id, son.relation) == (person.household_id, Relation.CHILD)
        assert son.guardian_id == anna
        consent = session.scalars(select(Consent)).one()
        assert consent.state == "withdrawn"
    desk.undo(done)
    after = dump(desk)
    phones = {row[2] for row in after.pop("patient_phone")}
    assert phones == {row[2] for row in before.pop("patient_phone")}
    assert after == before


def test_undone_as_a_whole(desk: Desk) -> None:
    before = dump(desk)
    people = desk.do(import_patients, content=patients_of(EXPORTS / "ru_patients.csv"))
    between = dump(desk)
    visits = desk.do(import_visits, content=visits_of(EXPORTS / "ru_visits.csv"))
    with pytest.raises(Refused) as caught:
        desk.undo(people)
    assert caught.value.code == "depended_on"
    desk.undo(visits)
    assert dump(desk) == between
    with desk.database.reading() as session:
        told = {t.state for t in tellings(session, household_ids=range(1, 500)).values()}
        assert told == {"not_told"}
    desk.undo(people)
    assert dump(desk) == before
    with pytest.raises(Refused, match="undone already"):
        desk.undo(people)


def test_later_work_keeps_an_import(desk: Desk, tmp_path: Path) -> None:
    done = desk.do(
        import_patients, content=patients_of(_small(tmp_path, HEADER, "1;Иванова Анна;;;;;"))
    )
    with desk.database.reading() as session:
        anna = session.scalars(select(Patient.id)).one()
    desk.visit(anna, TODAY)
    with pytest.raises(Refused) as caught:
        desk.undo(done)
    assert caught.value.message.fields["what"].id == "visits"


class _Impatient(Progress):
    """Cancels itself at the n-th report."""

    def __init__(self, reports: int) -> None:
        super().__init__()
        self.left = reports

    def report(self, done: int, total: int = 0, doing: Any = None) -> None:
        self.left -= 1
        if self.left <= 0:
            self.cancel()
        super().report(done, total, doing)


@pytest.mark.parametrize("reports", [1, 2, 4])
def test_cancelled_leaves_nothing_behind(desk: Desk, reports: int) -> None:
    before = dump(desk)
    with pytest.raises(Cancelled):
        desk.do(
            import_patients,
            content=patients_of(EXPORTS / "ru_patients.csv"),
            progress=_Impatient(reports),
        )
    assert dump(desk) == before
    with desk.database.reading() as session:
        assert session.scalar(select(func.count()).select_from(ImportRun)) == 0


def test_visits_of_a_refused_patient_say_why(russian: Desk, tmp_path: Path) -> None:
    path = _small(tmp_path, "Дата;№ карты;Сумма", "01.10.2026;80003;100", "01.10.2026;55;100")
    done = russian.do(import_visits, content=visits_of(path))
    reasons = [report.first.reason for report in done.value.refused]
    assert reasons[0].fields["reason"].id == "The name is missing."
    assert reasons[1].id == "There is no patient {key}."


def test_a_corrected_visit(russian: Desk, tmp_path: Path) -> None:
    head = "ID визита;Дата;Время;№ карты;Врач;Услуга;Сумма;Оплачено;Статус;Рассказали"
    first = _small(tmp_path, head, "v1;01.10.2026;10:00;90001;Котов;Приём;1000;1000;Состоялся;нет")
    russian.do(import_visits, content=visits_of(first))
    before = dump(russian)
    second = _small(tmp_path, head, "v1;02.10.2026;11:00;90001;Белова;УЗИ;1500;0;Отменён;да")
    done = russian.do(import_visits, content=visits_of(second))
    assert (done.value.imported, done.value.updated) == (0, 1)
    with russian.database.reading() as session:
        visit = session.scalars(select(Visit)).one()
        assert (visit.day, visit.planned_time) == (date(2026, 10, 2), time(11))
        assert (visit.status, visit.done_at) == (VisitStatus.CANCELLED, None)
        assert (visit.bill_minor, visit.paid_minor) == (150_000, 0)
        assert session.scalars(select(Mention)).one().visit_id == visit.id
    russian.undo(done)
    assert dump(russian) == before


def test_a_guardian_may_come_later_in_the_file(desk: Desk, tmp_path: Path) -> None:
    head = "№ карты;ФИО;Дата рожд.;Законный представитель;Представитель"
    first = _small(tmp_path, head, "1;Ким Олег;05.03.2018;9;", "9;Ли Анна;05.03.1980;;")
    assert desk.do(import_patients, content=patients_of(first)).value.imported == 2
    second = _small(tmp_path, head, "1;Ким Олег;05.03.2018;8;8", "8;Ким Вера;01.02.1950;;")
    done = desk.do(import_patients, content=patients_of(second))
    assert (done.value.imported, done.value.updated) == (1, 1)
    with desk.database.reading() as session:
        people = {person.external_id: person for person in session.scalars(select(Patient))}
        assert people["1"].guardian_id == people["8"].id
        assert people["1"].household_id == people["8"].household_id != people["9"].household_id


def test_people_without_numbers_are_known_again(desk: Desk, tmp_path: Path) -> None:
    path = _small(tmp_path, "ФИО;Дата рожд.;Телефон", "Ким Анна;05.03.1990;8 916 123-45-67")
    assert desk.do(import_patients, content=patients_of(path)).value.imported == 1
    assert desk.do(import_patients, content=patients_of(path)).value.unchanged == 1


def test_a_family_number_ties_people_together(desk: Desk, tmp_path: Path) -> None:
    path = _small(
        tmp_path,
        "Код;ПІБ;Родина;Дата народження",
        "1;Ким Анна;7;05.03.1990",
        "2;Ким Олег;7;05.03.2015",
        "3;Лі Яна;;05.03.2015",
    )
    desk.do(import_patients, content=patients_of(path))
    with desk.database.reading() as session:
        people = {p.external_id: p for p in session.scalars(select(Patient))}
        assert people["1"].household_id == people["2"].household_id
        assert people["3"].household_id != people["1"].household_id
        assert [people[key].relation for key in "123"] == [
            Relation.HEAD,
            Relation.CHILD,
            Relation.HEAD,
        ]
