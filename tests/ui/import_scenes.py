"""The import page with other lists: a price list with faults, and columns nobody knows yet."""

from collections.abc import Sequence
from pathlib import Path
from tempfile import gettempdir

from PySide6.QtWidgets import QWidget

from reception.exchange.column_map import ColumnMap
from reception.exchange.columns import Subject
from reception.services.import_mappings import save_mapping
from reception.ui.pages.imports.page import ImportPage
from tests.ui.house import House, settle, until
from tests.ui.scene import Scene

PRICES = (
    "Код;Услуга;Название для пациента;Группа;Цена;Действует с;Действует до",
    "A1;УЗИ брюшной полости;Посмотрим живот;Диагностика;2 500,00;01.01.2026;31.08.2026",
    "A1;УЗИ брюшной полости;Посмотрим живот;Диагностика;2 700,00;15.09.2026;",
    "B7;Приём терапевта первичный;;Приём;1 800 руб.;;",
    "D2;Перевязка;;Процедуры;-5;;",
    "D3;Укол;;Процедуры;много;;",
)
STRANGE = ("Нечто;Людина;Зв'язок", "1;Їжакевич Ґалина;0501112233", "2;Лі Яна;0501112234")


def _page(house: House, subject: Subject, name: str, lines: Sequence[str]) -> ImportPage:
    page = house.go("import")
    assert isinstance(page, ImportPage)
    page.subject.set_value(subject)
    path = Path(gettempdir()) / name
    path.write_text("\n".join(lines), encoding="utf-8")
    page.open_path(path)
    return page


def _prices(house: House) -> QWidget:
    page = _page(house, Subject.PRICES, "prices.csv", PRICES)
    until(lambda: page.result.isVisible() and not page.screens.jobs.is_busy, "the check")
    settle()
    return house.window


def _unknown(house: House) -> QWidget:
    page = _page(house, Subject.PATIENTS, "strange.csv", STRANGE)
    until(lambda: page.trouble.isVisible() and not page.screens.jobs.is_busy, "the reading")
    table = page.reading._table
    assert table is not None
    page.screens.actions.run(
        lambda uow: save_mapping(
            uow,
            subject=Subject.PATIENTS,
            name="Стара програма",
            shape=table.shape,
            mapping=ColumnMap({"Людина": "full_name", "Нечто": "external_id"}),
        ),
        quiet=True,
    )
    page.mappings.show_table(table, ColumnMap())
    settle()
    return house.window


def _leave(house: House) -> None:
    house.window.page("import").step_back()
    settle()


IMPORT_SCENES: tuple[Scene, ...] = (
    Scene("import-prices", _prices, _leave),
    Scene("import-unknown", _unknown, _leave),
)
