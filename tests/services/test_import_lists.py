"""Prices, appointments, cards and balances brought in; mappings and refused rows kept."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, time
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, select

from reception.errors import InvalidInput, Refused
from reception.exchange.column_map import ColumnMap
from reception.exchange.columns import Subject
from reception.exchange.raw_table import RawTable, read_table
from reception.exchange.sheets import open_source
from reception.models import (
    Acceptance,
    Account,
    AccountMember,
    BillLine,
    Card,
    Household,
    ImportedRow,
    Patient,
    PatientPhone,
    PointsEntry,
    PriceItem,
    RefusedRow,
    ServiceGroup,
    Visit,
)
from reception.queries.exports import ExportKind, export_table
from reception.queries.imports import check_import, kept_rows, saved_mappings
from reception.services.import_kinds import IMPORTS
from reception.services.import_mappings import forget_mapping, save_mapping
from reception.services.points import points_book
from reception.translation import Language, load_translator
from reception.values.choices import (
    AcceptanceState,
    AccountStatus,
    CardState,
    VisitOrigin,
    VisitStatus,
)
from tests.people import Desk

TODAY = date(2026, 11, 2)
Bring = Callable[..., Any]


def table_of(folder: Path, subject: Subject, *lines: str) -> RawTable:
    path = folder / "list.csv"
    path.write_text("\n".join(lines), encoding="utf-8")
    return read_table(open_source(path), subject, today=TODAY)


@pytest.fixture
def bring(desk: Desk, tmp_path: Path) -> Bring:
    def call(subject: Subject, *lines: str) -> Any:
        return desk.do(IMPORTS[subject], content=table_of(tmp_path, subject, *lines).content)

    return call


def rows(desk: Desk, kind: Any) -> list[Any]:
    return list(desk.ask(lambda session: session.scalars(select(kind).order_by(kind.id)).all()))


def dump(desk: Desk, *kinds: Any) -> dict[str, list[Any]]:
    with desk.database.reading() as session:
        return {
            kind.__tablename__: [tuple(row) for row in session.execute(select(*kind.__table__.c))]
            for kind in kinds
        }


# --- Prices -------------------------------------------------------------------------------------

PRICES = "Код;Услуга;Название для пациента;Группа;Цена;Действует с;Действует до"


def test_a_price_list(desk: Desk, bring: Bring) -> None:
    done = bring(
        Subject.PRICES,
        "Прайс-лист, 01.11.2026",
        PRICES,
        "A1;УЗИ брюшной полости;Посмотрим живот;Диагностика;2 500,00;01.01.2026;31.08.2026",
        "A1;УЗИ брюшной полости;Посмотрим живот;Диагностика;2700;15.09.2026;",
        "B7;Приём терапевта;;Приём;1 800 руб.;;",
        "C1;Гадание на картах;;Эзотерика;100;;",
        "D1;;;Приём;100;;",
        "D2;Перевязка;;Процедуры;-5;;",
        "D3;Укол;;Процедуры;много;;",
        "D4;Капельница;;Процедуры;500;01.02.2026;01.01.2026",
        "B7;Приём терапевта;;Приём;1900;;",
    )
    result = done.value
    assert (result.imported, len(result.refused)) == (4, 5)
    assert [(report.line, report.first.field) for report in result.refused] == [
        (7, "name"),
        (8, "price"),
        (9, "price"),
        (10, "valid_until"),
        (11, "price"),
    ]
    assert [(report.key, report.first.field) for report in result.warnings] == [
        ("A1", "valid_from"),
        ("C1", "service_group"),
    ]
    gap = result.warnings[0].first.reason.fields
    assert (gap["first"], gap["last"]) == (date(2026, 9, 1), date(2026, 9, 14))
    items = {(item.code, item.valid_from): item for item in rows(desk, PriceItem)}
    assert items["A1", date(2026, 9, 15)].price_minor == 270_000
    assert items["A1", date(2026, 1, 1)].patient_name == "Посмотрим живот"
    assert items["B7", date(2026, 11, 1)].price_minor == 180_000
    groups = {group.id: group.code for group in rows(desk, ServiceGroup)}
    assert groups[items["A1", date(2026, 1, 1)].service_group_id] == "diagnostics"
    desk.undo(done)
    assert rows(desk, PriceItem) == []


def test_prices_of_next_month(desk: Desk, bring: Bring) -> None:
    bring(Subject.PRICES, "Услуга;Цена", "Приём терапевта;1800", "УЗИ;2500")
    again = bring(
        Subject.PRICES, "на 01.12.2026", "Услуга;Цена", "Приём терапевта;1800", "УЗИ;2600"
    )
    assert (again.value.imported, again.value.unchanged) == (1, 1)
    before = dump(desk, PriceItem, ImportedRow)
    corrected = bring(
        Subject.PRICES, "на 01.12.2026", "Услуга;Цена", "Приём терапевта;1800", "УЗИ;2650"
    )
    assert (corrected.value.imported, corrected.value.updated) == (0, 1)
    versions = [(item.valid_from, item.price_minor) for item in rows(desk, PriceItem)]
    assert versions[-1] == (date(2026, 12, 1), 265_000)
    desk.undo(corrected)
    assert dump(desk, PriceItem, ImportedRow) == before


# --- Appointments -------------------------------------------------------------------------------

BOOKED = "№ записи;№ карты;Дата;Время;Врач;Кабинет;Услуга;Статус"


def test_appointments(desk: Desk, bring: Bring) -> None:
    bring(Subject.PATIENTS, "№ карты;ФИО;Телефон", "1;Ким Анна;8 916 123-45-67", "2;Ли Вера;")
    done = bring(
        Subject.APPOINTMENTS,
        BOOKED,
        "z1;1;03.11.2026;10:00;Белова;5;Приём;Запланирован",
        "z2;2;03.11.2026;10:00;Белова;5;УЗИ;",
        "z3;1;01.11.2026;10:00;Белова;5;;",
        "z4;7;03.11.2026;10:00;Белова;5;;",
        "z5;1;04.11.2026;10:00;Белова;5;;Состоялся",
        "z6;1;04.11.2030;10:00;Белова;5;;",
    )
    assert (done.value.imported, len(done.value.refused), len(done.value.warnings)) == (2, 4, 1)
    first, second = rows(desk, Visit)
    assert (first.status, first.origin) == (VisitStatus.PLANNED, VisitOrigin.IMPORTED)
    assert (first.planned_time, first.room, first.external_id) == (time(10), "5", "z1")
    assert first.bill_minor == 0

    def arrive(uow: Any) -> None:
        uow.find.visit(second.id).status = VisitStatus.ARRIVED

    desk.do(arrive)
    moved = bring(
        Subject.APPOINTMENTS,
        BOOKED,
        "z1;1;05.11.2026;12:30;Котов;7;Приём;",
        "z2;2;06.11.2026;10:00;Белова;5;УЗИ;Отменён",
    )
    assert (moved.value.updated, moved.value.unchanged) == (1, 1)
    first, second = rows(desk, Visit)
    assert (first.day, first.planned_time, first.room) == (date(2026, 11, 5), time(12, 30), "7")
    assert (second.day, second.status) == (date(2026, 11, 3), VisitStatus.ARRIVED)
    desk.undo(moved)
    assert rows(desk, Visit)[0].day == date(2026, 11, 3)


# --- Cards and balances -------------------------------------------------------------------------

OPENING = "№ карты;ФИО;Дата рождения;Представитель;Карта лояльности;Баллы;Баллы действуют до"
CARD, OTHER_CARD = "010000000018", "010000000025"


def numbers() -> tuple[str, str]:
    from reception.values.card_number import CardNumber

    return CardNumber.of(1, 1).digits, CardNumber.of(1, 2).digits


ACCOUNTS = (Account, AccountMember, Acceptance, Card)
PEOPLE = (Patient, Household, PatientPhone, ImportedRow, RefusedRow)


def test_cards_and_balances(desk: Desk, bring: Bring) -> None:
    first, second = numbers()
    done = bring(
        Subject.PATIENTS,
        OPENING,
        f"1;Ким Анна;05.03.1990;;{first};1 200;31.12.2026",
        f"2;Ким Олег;05.03.2015;1;{second};300;",
        "3;Ли Вера;05.03.1980;;123;много;",
        f"4;Ли Пётр;05.03.1980;;{first};50;01.01.2020",
        "5;Ли Яна;05.03.1980;;;;",
    )
    assert (done.value.imported, len(done.value.refused)) == (5, 0)
    assert [report.key for report in done.value.warnings] == ["3", "4"]
    (account,) = rows(desk, Account)
    assert account.status is AccountStatus.OPEN
    assert [card.number for card in rows(desk, Card)] == [first, second]
    assert {one.state for one in rows(desk, Acceptance)} == {AcceptanceState.MISSING}
    assert len(rows(desk, AccountMember)) == 2

    def balance(uow: Any) -> int:
        book = points_book(uow)
        return sum(lot.left for lot in book.lots(book.account(account.id)))

    assert desk.do(balance) == 1500
    again = bring(Subject.PATIENTS, OPENING, f"1;Ким Анна;05.03.1990;;{first};9999;31.12.2026")
    assert (again.value.updated, len(again.value.warnings)) == (0, 1)
    assert desk.do(balance) == 1500
    by_card = bring(
        Subject.VISITS,
        "Карта лояльности;Дата;Сумма",
        f"{second};01.10.2026;1000",
        "999999999999;01.10.2026;1000",
    )
    assert (by_card.value.imported, len(by_card.value.refused)) == (1, 1)
    assert rows(desk, Visit)[0].patient_id == rows(desk, Patient)[1].id


def test_balances_taken_back(desk: Desk, bring: Bring) -> None:
    first, _second = numbers()
    bring(Subject.PATIENTS, "№ карты;ФИО", "9;Старый Друг")
    before = dump(desk, *ACCOUNTS, Patient)
    done = bring(
        Subject.PATIENTS,
        OPENING,
        f"1;Ким Анна;05.03.1990;;{first};1200;",
        "2;Ли Вера;05.03.1980;;;;",
    )
    desk.undo(done)
    after = dump(desk, *ACCOUNTS, Patient)
    assert after["card"] == []
    assert [member.left_on for member in rows(desk, AccountMember)] == [TODAY]
    assert [row.external_id for row in rows(desk, Patient)] == ["9", None]
    assert rows(desk, Patient)[1].last_name == ""
    assert before["patient"] == after["patient"][:1]
    assert sum(entry.points for entry in rows(desk, PointsEntry)) == 0
    assert rows(desk, Account)[0].status is AccountStatus.CLOSED
    again = bring(Subject.PATIENTS, OPENING, f"1;Ким Анна;05.03.1990;;{first};1200;")
    assert (again.value.imported, len(again.value.warnings)) == (1, 0)
    assert [card.state for card in rows(desk, Card)] == [CardState.ACTIVE]


def test_a_balance_that_was_used_keeps_its_import(desk: Desk, bring: Bring) -> None:
    done = bring(Subject.PATIENTS, OPENING, "1;Ким Анна;05.03.1990;;;1200;")

    def use(uow: Any) -> None:
        from reception.rules.bonuses import draw_points
        from reception.rules.ledger import When

        book = points_book(uow)
        account = book.account(rows(desk, Account)[0].id)
        draw_points(book, account, 100, When(TODAY, TODAY), reason="x")
        book.save()

    desk.do(use)
    with pytest.raises(Refused) as refused:
        desk.undo(done)
    assert refused.value.code == "depended_on"


def test_what_an_earlier_program_counted(desk: Desk, bring: Bring) -> None:
    bring(
        Subject.PATIENTS,
        "№ карты;ФИО;Первый визит;Последний визит;Число визитов",
        "1;Ким Анна;01.02.2020;03.04.2026;17",
        "2;Ли Вера;;31.02.2026;-3",
    )
    anna, vera = rows(desk, Patient)
    assert (anna.last_visit_known, anna.visits_known) == (date(2026, 4, 3), 17)
    assert (vera.last_visit_known, vera.visits_known) == (None, None)
    assert "31.02.2026" in vera.comment


# --- Kept things --------------------------------------------------------------------------------


def test_refused_rows_are_kept_with_the_import(desk: Desk, bring: Bring) -> None:
    done = bring(Subject.PATIENTS, "№ карты;ФИО;Дата рождения", "1;;31.02.1990", "2;Ким Анна;")
    kept = desk.ask(kept_rows)
    assert (kept.run_id, kept.header) == (done.value.run_id, ("№ карты", "ФИО", "Дата рождения"))
    (row,) = kept.rows
    assert (row.line, row.cells) == (2, ("1", "", "31.02.1990"))
    said = [load_translator(Language.RU).text(reason) for reason in row.reasons]
    assert said == ["Нет имени.", "Такого дня не бывает: 31.02.1990."]
    desk.undo(done)
    assert desk.ask(kept_rows, run_id=done.value.run_id).rows == []


def test_a_file_of_faults_only_is_kept_once(desk: Desk, bring: Bring) -> None:
    assert bring(Subject.PATIENTS, "№ карты;ФИО", "1;").value.run_id
    assert not bring(Subject.PATIENTS, "№ карты;ФИО", "1;").value.run_id


def test_mappings_are_kept_and_offered_again(desk: Desk, tmp_path: Path) -> None:
    table = table_of(tmp_path, Subject.PATIENTS, "Нечто;Код;ФИО", "1;x;Ким Анна")
    mapping = ColumnMap({"Нечто": "external_id", "Код": "-"}, "utf-8", ";")
    keep = {"subject": Subject.PATIENTS, "shape": table.shape, "mapping": mapping}
    done = desk.do(save_mapping, name="Старая программа", **keep)
    (found,) = desk.ask(saved_mappings, subject=Subject.PATIENTS, shape=table.shape)
    assert (found.fields, found.fits) == (dict(mapping.fields), True)
    (other,) = desk.ask(saved_mappings, subject=Subject.PATIENTS, shape="x")
    assert not other.fits
    assert desk.ask(saved_mappings, subject=Subject.VISITS) == []
    forgotten = desk.do(forget_mapping, mapping_id=found.id)
    assert desk.ask(saved_mappings, subject=Subject.PATIENTS) == []
    desk.undo(forgotten)
    assert len(desk.ask(saved_mappings, subject=Subject.PATIENTS)) == 1
    with pytest.raises(InvalidInput):
        desk.do(save_mapping, name="  ", **keep)
    wrong = keep | {"mapping": ColumnMap({"x": "nonsense"})}
    with pytest.raises(InvalidInput):
        desk.do(save_mapping, name="x", **wrong)
    assert done.said is not None


def test_a_check_is_carried_out_unless_somebody_acted_since(desk: Desk, tmp_path: Path) -> None:
    table = table_of(tmp_path, Subject.PATIENTS, "№ карты;ФИО", "1;Ким Анна")
    check = desk.ask(check_import, subject=Subject.PATIENTS, content=table.content, today=TODAY)
    desk.do(IMPORTS[Subject.PATIENTS], content=table.content)
    done = desk.do(
        IMPORTS[Subject.PATIENTS], content=table.content, plan=check.plan, as_of=check.as_of
    )
    assert (done.value.imported, done.value.unchanged) == (0, 1)


def test_lists_go_out_and_come_in_again(desk: Desk, bring: Bring) -> None:
    bring(Subject.PATIENTS, "№ карты;ФИО", "1;Ким Анна")
    desk.person("Стойкина", "Вера", phone="8 916 123-45-67")
    bring(Subject.PRICES, PRICES, "A1;УЗИ;Посмотрим;Диагностика;2500;01.01.2026;31.08.2026")
    bring(Subject.APPOINTMENTS, BOOKED, "z1;1;03.11.2026;10:00;Белова;5;Приём;")
    for kind, subject in (
        (ExportKind.PATIENTS, Subject.PATIENTS),
        (ExportKind.PRICES, Subject.PRICES),
        (ExportKind.APPOINTMENTS, Subject.APPOINTMENTS),
    ):
        from reception.exchange.csv_writer import write_csv

        table = desk.ask(export_table, kind=kind)
        before = dump(desk, PriceItem, Patient, Visit, BillLine)
        text = write_csv(table, load_translator(Language.RU)).decode("utf-8-sig")
        again = bring(subject, *text.splitlines())
        assert (again.value.imported, len(again.value.refused)) == (0, 0), kind
        assert dump(desk, PriceItem, Patient, Visit, BillLine) == before
    count = desk.ask(lambda session: session.scalar(select(func.count()).select_from(Patient)))
    assert count == 2
