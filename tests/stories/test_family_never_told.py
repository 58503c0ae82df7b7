"""The founding story: a family that came for two years and was never told comes in once more.

They are told, join, get a card and the rules on paper at once, though plastic is out, and the
supervisor sees it in the month (sources, the first story; situations 13 and 35).
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot
from sqlalchemy import select

from reception.clock import SetClock
from reception.exchange.columns import Subject
from reception.exchange.raw_table import read_table
from reception.exchange.sheets import open_source
from reception.models import (
    Acceptance,
    BillLine,
    Card,
    Consent,
    Mention,
    Patient,
    PointsEntry,
    ServiceGroup,
    Task,
    Visit,
)
from reception.paths import DataFolder
from reception.queries.month import month_report
from reception.queries.points import account_balance
from reception.rules.prompts import Situation
from reception.services.clinic import change_clinic
from reception.services.import_patients import import_patients
from reception.services.import_visits import import_visits
from reception.storage.database import open_database
from reception.translation import Language
from reception.ui.pages.desk.card_form import CardForm
from reception.ui.pages.desk.checkout_form import CheckoutForm
from reception.ui.pages.desk.joining_form import JoiningForm
from reception.values.actor import COMMAND_LINE
from reception.values.card_number import CardNumber
from reception.values.choices import (
    AcceptanceState,
    CardState,
    ConsentPurpose,
    Country,
    EntryKind,
    MentionOutcome,
    TaskKind,
    TaskStatus,
    VisitStatus,
)
from reception.values.choices import (
    CardForm as Form,
)
from reception.values.period import Period
from tests.documents.conftest import Printed
from tests.fixtures.exports import EXPORTS
from tests.ui.at_desk import REQUISITES, AtDesk, ChosenFolder
from tests.ui.house import House

TODAY = date(2026, 11, 2)
BILL_MINOR = 320_000
EXCLUDED = {"insurance", "medicines", "outside-laboratory"}


@pytest.fixture(scope="module")
def imported_clinic(
    clinic_masters: Callable[[Country], Path], tmp_path_factory: pytest.TempPathFactory
) -> Path:
    """The Russian clinic with both its exports, its requisites, and not one plastic card."""
    path = tmp_path_factory.mktemp("imported") / "reception.db"
    shutil.copyfile(clinic_masters(Country.RU), path)
    database = open_database(path, None)
    now = datetime.fromisoformat("2026-11-02T06:00:00+00:00")

    def act(service: Callable[..., Any], **arguments: Any) -> None:
        with database.unit_of_work(now=now, actor=COMMAND_LINE, action=service.__name__) as uow:
            service(uow, **arguments)

    for name, subject, service in (
        ("ru_patients.csv", Subject.PATIENTS, import_patients),
        ("ru_visits.csv", Subject.VISITS, import_visits),
    ):
        source = open_source(EXPORTS / name)
        act(service, content=read_table(source, subject, today=TODAY).content)
    for field, value in REQUISITES.items():
        act(change_clinic, field=field, value=value)
    database.close()
    return path


@pytest.fixture
def files(tmp_path: Path) -> ChosenFolder:
    """Where papers are saved."""
    folder = tmp_path / "papers"
    folder.mkdir()
    return ChosenFolder(folder)


@pytest.fixture
def desk(
    qtbot: QtBot,
    imported_clinic: Path,
    data_folder: DataFolder,
    clock: SetClock,
    files: ChosenFolder,
    language: Language,
    type_text: Callable[[object, str], None],
) -> Iterator[AtDesk]:
    """The window over the imported clinic, in a language."""
    shutil.copyfile(imported_clinic, data_folder.database)
    house = House(data_folder, clock, files=files)
    house.preferences.choose(language=language, theme="light", scale=100)
    house.enter()
    yield AtDesk(house, type_text, files)
    house.close()


WORDS = {
    Language.RU: {
        "not told": "не рассказали: 23 визита",
        "row": "не рассказали 23 визита",
        "apology": "Простите, мы должны были рассказать",
        "task": "Загладить молчание о программе, до 09.11.2026",
        "said": "Впервые слышит. Скажите сейчас:",
        "paper": "Пластик закончился: напечатаем бумажную карту",
        "earns": "Начислим: 224 балла",
        "paid": "Оплачено: 3 200 ₽. Начислено 224 балла.",
        "has": "есть карта",
    },
    Language.UK: {
        "not told": "не розповіли: 23 візити",
        "row": "не розповіли 23 візити",
        "apology": "Простите, мы должны были рассказать",  # said in the patient's language
        "task": "Загладити мовчання про програму, до 09.11.2026",
        "said": "Уперше чує. Скажіть зараз:",
        "paper": "Пластик закінчився: надрукуємо паперову картку",
        "earns": "Нарахуємо: 224 бали",
        "paid": "Сплачено: 3 200 ₽. Нараховано 224 бали.",
        "has": "є картка",
    },
}


@pytest.mark.parametrize("language", [Language.RU, Language.UK])
def test_the_family_is_told_joins_and_goes_home_with_card_and_rules(
    desk: AtDesk, language: Language, clock: SetClock
) -> None:
    words = WORDS[language]
    _find_by_the_last_digits(desk, words)
    _told_at_last(desk, words)
    _joins_with_the_children(desk)
    _gets_a_paper_card_at_once(desk, words)
    _gets_the_rules_on_paper(desk)
    clock.advance(timedelta(minutes=50))
    _pays_and_earns(desk, words)
    _the_supervisor_sees_it(desk)


# --- The steps ----------------------------------------------------------------------------------


def _find_by_the_last_digits(desk: AtDesk, words: dict[str, str]) -> None:
    assert desk.has_focus(desk.page.search_box.line)
    desk.type("4567")
    rows = desk.page.results.list.rows_model.rows
    names = [row.name for row in rows]
    place = names.index("Соколова Марина Викторовна")
    column = desk.page.results.list.rows_model.columns[1]
    assert column.second is not None
    assert f"{column.text(rows[place])} {column.second(rows[place])}" == words["row"]
    for _ in range(place):
        desk.press(Qt.Key.Key_Down)
    desk.press(Qt.Key.Key_Return)
    assert "Соколова Марина Викторовна" in desk.words(desk.page.side)
    assert words["not told"] in desk.words(desk.page.side)


def _told_at_last(desk: AtDesk, words: dict[str, str]) -> None:
    assert not desk.page.side.prompt.isVisible()
    desk.press(Qt.Key.Key_F5)
    assert desk.has_focus(desk.page.side.prompt)
    prompt = desk.page.side.prompt.prompt
    assert prompt is not None
    assert prompt.code == "P11/1"
    assert words["apology"] in desk.words(desk.page.side.prompt)
    desk.press(Qt.Key.Key_6)
    desk.wait(lambda: not desk.page.side.prompt.isVisible(), "the answer")
    assert words["task"] in desk.words(desk.page.side)
    assert words["said"] in desk.words(desk.page.side)
    assert desk.has_focus(desk.page.search_box.line)
    mention = _only(desk, Mention)
    assert (mention.outcome, mention.situation, mention.variant) == (
        MentionOutcome.NEVER_HEARD,
        "P11",
        "1",
    )
    task = _only(desk, Task)
    assert (task.kind, task.status, task.due_on) == (
        TaskKind.RECOVERY,
        TaskStatus.OPEN,
        date(2026, 11, 9),
    )


def _joins_with_the_children(desk: AtDesk) -> None:
    marina = _marina(desk)
    desk.press(Qt.Key.Key_F8)
    form = desk.page.side.form
    assert isinstance(form, JoiningForm)
    assert len(form.children_ticks) == 2
    assert not any(tick.isChecked() for tick in form.channels.values())
    for _child in form.children_ticks:
        desk.press(Qt.Key.Key_Space)
        desk.press(Qt.Key.Key_Return)
    desk.press(Qt.Key.Key_Space)  # the consent to data processing
    desk.press(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    papers = [Printed(path.read_bytes()) for path in desk.save_papers()]
    text = " ".join(paper.text for paper in papers)
    assert len(papers) == 5  # application, three data consents, the rules sheet
    assert "Соколова Марина Викторовна" in text
    acceptance = _only(desk, Acceptance)
    assert (acceptance.patient_id, acceptance.state) == (marina.id, AcceptanceState.TO_SIGN)
    consents = _all(desk, Consent)
    recorded = [one for one in consents if one.recorded_by_id is not None]
    assert {one.purpose for one in recorded} == {ConsentPurpose.DATA}
    assert len(recorded) == 3
    _points_are_right(desk)


def _points_are_right(desk: AtDesk) -> None:
    """Welcome 300, and 7 % of what the three paid in the last ninety days, visit by visit."""
    entries = _all(desk, PointsEntry)
    by_kind = {kind: sum(e.points for e in entries if e.kind is kind) for kind in EntryKind}
    assert by_kind[EntryKind.WELCOME] == 300
    assert by_kind[EntryKind.RETROACTIVE] == _retroactive(desk) > 0
    assert by_kind[EntryKind.EARNED] == 0


def _retroactive(desk: AtDesk) -> int:
    marina = _marina(desk)

    def reckon(session: Any) -> int:
        people = session.scalars(
            select(Patient.id).where(Patient.household_id == marina.household_id)
        ).all()
        joined = [one for one in people if session.get(Patient, one).first_name != "Павел"]
        total = 0
        for visit in session.scalars(
            select(Visit).where(
                Visit.patient_id.in_(joined),
                Visit.status == VisitStatus.DONE,
                Visit.day >= TODAY - timedelta(days=90),
            )
        ):
            rows = session.execute(
                select(ServiceGroup.code, BillLine.amount_minor)
                .join(ServiceGroup, ServiceGroup.id == BillLine.service_group_id)
                .where(BillLine.visit_id == visit.id)
            ).all()
            total += sum(m for code, m in rows if code not in EXCLUDED) * 7 // 100 // 100
        return total

    return desk.ask(reckon)


def _gets_a_paper_card_at_once(desk: AtDesk, words: dict[str, str]) -> None:
    form = desk.page.side.form
    assert isinstance(form, CardForm)
    assert words["paper"] in desk.words(form)
    desk.press(Qt.Key.Key_Return)
    (path,) = desk.save_papers()
    card = _only(desk, Card)
    assert (card.state, card.form, card.plastic_owed) == (CardState.ACTIVE, Form.PAPER, True)
    assert Printed(path.read_bytes()).has(str(CardNumber(card.number)))
    owed = [task for task in _all(desk, Task) if task.kind is TaskKind.PLASTIC_OWED]
    assert [task.due_on for task in owed] == [card.plastic_promised_on]
    assert words["has"] in desk.words(desk.page.side)
    prompt = desk.page.side.prompt.prompt
    assert prompt is not None
    assert prompt.situation is Situation.PLASTIC_OUT


def _gets_the_rules_on_paper(desk: AtDesk) -> None:
    desk.press(Qt.Key.Key_F9)
    (path,) = desk.save_papers()
    sheet = Printed(path.read_bytes())
    for part in ("Семейная карта", "7 %", "ООО «Тихий двор»", str(_number(desk))):
        assert sheet.has(part), part


def _pays_and_earns(desk: AtDesk, words: dict[str, str]) -> None:
    marina = _marina(desk)
    before = _all(desk, PointsEntry)
    desk.press(Qt.Key.Key_F6)
    desk.type("3200")
    desk.press(Qt.Key.Key_Return)
    desk.press(Qt.Key.Key_F11)
    form = desk.page.side.form
    assert isinstance(form, CheckoutForm)
    assert words["earns"] in desk.words(form)
    desk.press(Qt.Key.Key_Return)
    assert " ".join(desk.toast().split()) == words["paid"]
    visit = _todays(desk, marina.id)
    assert (visit.status, visit.paid_minor) == (VisitStatus.DONE, BILL_MINOR)
    desk.press(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    visit = _todays(desk, marina.id)
    assert (visit.status, visit.paid_at) == (VisitStatus.ARRIVED, None)
    assert sum(e.points for e in _all(desk, PointsEntry)) == sum(e.points for e in before)
    desk.press(Qt.Key.Key_F11)
    desk.press(Qt.Key.Key_Return)
    earned = [e.points for e in _all(desk, PointsEntry) if e.kind is EntryKind.EARNED]
    assert sum(earned[-1:]) == 224
    account = desk.page.panel.account if desk.page.panel is not None else None
    assert account is not None
    balance = desk.ask(account_balance, account_id=account.account_id, day=TODAY)
    assert balance.balance == 300 + _usable_today(desk)


def _usable_today(desk: AtDesk) -> int:
    """Retroactive points are held for the hold days of the terms, like all earned ones."""
    from reception.models import PointsLot

    lots = [lot for lot in _all(desk, PointsLot) if lot.kind is EntryKind.RETROACTIVE]
    return sum(lot.left for lot in lots if lot.usable_from <= TODAY)


def _the_supervisor_sees_it(desk: AtDesk) -> None:
    report = desk.ask(month_report, period=Period.month_of(TODAY), today=TODAY)
    found = {one.name: one for one in report.indicators}
    assert found["mention_rate"].numerator == 1
    assert found["mention_rate"].denominator == 1
    households = {family.household_id for family in report.never_told}
    assert _marina(desk).household_id not in households
    assert dict(report.points_flow)[EntryKind.WELCOME] == 300
    page = desk.house.go("reports")
    assert page.isVisible()


# --- Reading ----------------------------------------------------------------------------------


def _all(desk: AtDesk, kind: type[Any]) -> list[Any]:
    """Rows made today, not those of the import."""

    def read(session: Any) -> list[Any]:
        rows = session.scalars(select(kind)).all()
        return [row for row in rows if getattr(row, "import_run_id", None) is None]

    return desk.ask(read)


def _only(desk: AtDesk, kind: type[Any]) -> Any:
    (row,) = _all(desk, kind)
    return row


def _marina(desk: AtDesk) -> Patient:
    def read(session: Any) -> Any:
        return session.scalars(select(Patient).where(Patient.external_id == "90001")).one()

    found = desk.ask(read)
    assert isinstance(found, Patient)
    return found


def _todays(desk: AtDesk, patient_id: int) -> Visit:
    def read(session: Any) -> Any:
        wanted = select(Visit).where(Visit.patient_id == patient_id, Visit.day == TODAY)
        return session.scalars(wanted).one()

    found = desk.ask(read)
    assert isinstance(found, Visit)
    return found


def _number(desk: AtDesk) -> CardNumber:
    return CardNumber(_only(desk, Card).number)
