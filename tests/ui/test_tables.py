"""Lists: rows by key, a selection that survives a refresh, opening by keys."""

from dataclasses import dataclass

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from reception.ui.tables.table import Column, RowsModel, Table


@dataclass(frozen=True)
class Visit:
    id: int
    name: str
    bill: str


ROWS = [Visit(1, "Иванова", "3 200 ₽"), Visit(2, "Петренко", "900 ₽"), Visit(3, "Ґалаґан", "—")]


@pytest.fixture
def table(qtbot: QtBot) -> Table[Visit]:
    columns = (
        Column[Visit]("Пациент", lambda row: row.name, stretch=True, second=lambda row: "семья"),
        Column[Visit]("Счёт", lambda row: row.bill, number=True),
    )
    table: Table[Visit] = Table(RowsModel(columns, lambda row: row.id))
    table.resize(500, 300)
    qtbot.addWidget(table)
    table.show_rows(ROWS)
    table.show()
    return table


def test_the_chosen_row_stays_chosen_when_the_rows_move(table: Table[Visit]) -> None:
    table.choose(2)
    table.show_rows([Visit(9, "Новый", ""), *ROWS])
    assert table.current_key() == 2
    assert table.selectionModel().selectedRows()[0].row() == 2


def test_it_tells_when_the_chosen_row_is_gone(table: Table[Visit]) -> None:
    table.choose(2)
    told: list[object] = []
    table.selected.connect(told.append)
    table.show_rows([ROWS[0]])
    assert told == [None]
    assert table.current_key() is None


def test_arrows_choose_and_return_opens(qtbot: QtBot, table: Table[Visit]) -> None:
    opened: list[object] = []
    table.opened.connect(opened.append)
    table.choose(1)
    qtbot.keyClick(table, Qt.Key.Key_Down)
    qtbot.keyClick(table, Qt.Key.Key_Return)
    assert (table.current_key(), opened) == (2, [2])


@pytest.mark.parametrize(
    ("key", "chosen"),
    [(Qt.Key.Key_Down, 1), (Qt.Key.Key_Up, 3), (Qt.Key.Key_Home, 1), (Qt.Key.Key_End, 3)],
)
def test_the_first_arrow_chooses_where_nothing_was(
    qtbot: QtBot, table: Table[Visit], key: Qt.Key, chosen: int
) -> None:
    qtbot.keyClick(table, key)
    assert table.current_key() == chosen


def test_the_only_row_is_chosen_by_an_arrow(qtbot: QtBot, table: Table[Visit]) -> None:
    table.show_rows(ROWS[1:2])
    qtbot.keyClick(table, Qt.Key.Key_Down)
    assert table.current_key() == 2


def test_numbers_stand_right_and_names_left(table: Table[Visit]) -> None:
    model = table.rows_model
    role = Qt.ItemDataRole.TextAlignmentRole
    assert model.data(model.index(0, 1), role) & Qt.AlignmentFlag.AlignRight
    assert model.data(model.index(0, 0), role) & Qt.AlignmentFlag.AlignLeft
    assert model.headerData(1, Qt.Orientation.Horizontal) == "Счёт"


def test_it_is_as_high_as_its_rows(table: Table[Visit]) -> None:
    table.fit()
    high = table.height()
    table.show_rows(ROWS[:1])
    table.fit()
    assert table.height() < high
    assert table.viewport().height() >= table.rowHeight(0)
