"""The keystroke budget, measured by driving the window: every key and letter is counted."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from reception.changes import Done
from reception.models import Account, Card, Mention, Paper, Patient, PatientPhone, Visit
from reception.services.joining import join_programme
from reception.services.points import adjust_points
from reception.storage.unit_of_work import UnitOfWork
from reception.values.choices import CardState, MentionOutcome, VisitStatus
from tests.ui.at_desk import AtDesk
from tests.ui.desk_day import every, visits
from tests.ui.house import settle


class NoMouse(QObject):
    """Counts the presses of a mouse button anywhere in the program."""

    def __init__(self) -> None:
        super().__init__()
        self.clicks = 0

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.MouseButtonPress:
            self.clicks += 1
        return False


class Keyboard:
    """Hands on the keyboard; the keys go to the window as from the system."""

    def __init__(self, desk: AtDesk) -> None:
        self.desk = desk
        self.count = 0

    def press(
        self, *keys: Qt.Key, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier
    ) -> None:
        """Press keys one after the other."""
        for key in keys:
            QTest.keyClick(self.desk.focus, key, held)
            self.count += 1
            settle()

    def type(self, text: str) -> None:
        """Type a text, slower than a scanner; each letter counts."""
        self.desk.type(text)
        self.count += len(text)

    def spend(self) -> int:
        """How many keys it took since the last asking."""
        spent, self.count = self.count, 0
        return spent


@pytest.fixture
def hands(printing_desk: AtDesk) -> Iterator[Keyboard]:
    """A keyboard, and no mouse: a click anywhere fails the test."""
    mouse = NoMouse()
    application = QApplication.instance()
    assert application is not None
    application.installEventFilter(mouse)
    yield Keyboard(printing_desk)
    application.removeEventFilter(mouse)
    assert mouse.clicks == 0


def scan(desk: AtDesk, digits: str) -> None:
    """The scanner types the number and its Enter at once; no finger moves."""
    for letter in digits:
        QTest.keyClicks(desk.focus, letter)
    QTest.keyClick(desk.focus, Qt.Key.Key_Return)
    settle()


def test_a_known_patient_by_card(desk: AtDesk, hands: Keyboard, marina: int) -> None:
    desk.act(join_programme, patient_id=marina)
    desk.page.open_person(marina)
    settle()
    hands.press(Qt.Key.Key_F8, Qt.Key.Key_Return)  # she gets a card first
    desk.close_previews()
    (card,) = every(desk, Card)
    desk.page.go_home()
    hands.press(Qt.Key.Key_Escape, Qt.Key.Key_Escape)
    hands.spend()

    scan(desk, card.number)
    hands.press(Qt.Key.Key_F5)
    assert [one.status for one in visits(desk, marina)] == [VisitStatus.ARRIVED]
    assert hands.spend() <= 3


def test_a_known_patient_by_phone_told_and_declined(
    desk: AtDesk, hands: Keyboard, marina: int
) -> None:
    hands.type("4567")
    hands.press(Qt.Key.Key_Return, Qt.Key.Key_F5)
    assert [one.status for one in visits(desk, marina)] == [VisitStatus.ARRIVED]
    assert hands.spend() <= 8

    hands.press(Qt.Key.Key_3)
    desk.wait(lambda: every(desk, Mention), "the answer")
    (mention,) = every(desk, Mention)
    assert mention.outcome is MentionOutcome.DECLINED
    assert hands.spend() == 1


def close_preview(desk: AtDesk, hands: Keyboard) -> None:
    """The papers are looked at and put away by one key."""
    preview = desk.preview()
    QTest.keyClick(preview, Qt.Key.Key_Escape)
    hands.count += 1
    desk.close_previews()


def test_joining_with_card_and_sheet(desk: AtDesk, hands: Keyboard, marina: int) -> None:
    hands.type("4567")
    hands.press(Qt.Key.Key_Return, Qt.Key.Key_F5)
    hands.spend()

    hands.press(Qt.Key.Key_1)  # joins
    desk.wait(lambda: desk.form() is not None, "the form of joining")
    hands.press(Qt.Key.Key_Space)  # the consent
    hands.press(Qt.Key.Key_Return, held=Qt.KeyboardModifier.ControlModifier)
    close_preview(desk, hands)  # what is signed, and the rules sheet
    hands.press(Qt.Key.Key_Return)  # the card
    close_preview(desk, hands)
    (card,) = every(desk, Card)
    assert card.state is CardState.ACTIVE
    assert any(paper.kind.value == "rules_sheet" for paper in every(desk, Paper))
    assert hands.spend() <= 12


def test_checkout_with_points(desk: AtDesk, hands: Keyboard, marina: int) -> None:
    desk.act(join_programme, patient_id=marina)
    (account,) = every(desk, Account)
    desk.act(grant, account_id=account.id)
    desk.page.open_person(marina)
    settle()
    hands.press(Qt.Key.Key_F5)
    hands.press(Qt.Key.Key_F6)
    hands.type("3200")
    hands.press(Qt.Key.Key_Return)
    hands.spend()

    hands.press(Qt.Key.Key_F11)
    hands.type("500")
    hands.press(Qt.Key.Key_Return)
    (visit,) = visits(desk, marina)
    assert visit.status is VisitStatus.DONE
    assert visit.points_redeemed == 500
    assert hands.spend() <= 6


def grant(uow: UnitOfWork, *, account_id: int) -> Done[None]:
    """Five hundred points from earlier visits."""
    adjust_points(uow, account_id=account_id, points=500, reason="к проверке")
    return Done(None)


def test_a_walk_in(desk: AtDesk, hands: Keyboard) -> None:
    names = "Зябликова Анна Петровна"
    hands.type(names)
    hands.spend()

    hands.press(Qt.Key.Key_F4)
    hands.type("120488")
    hands.press(Qt.Key.Key_Tab)
    hands.type("9161112233")
    hands.press(Qt.Key.Key_F5)
    (visit,) = every(desk, Visit)
    assert visit.status is VisitStatus.ARRIVED
    (person,), (phone,) = every(desk, Patient), every(desk, PatientPhone)
    assert (person.birth_date, phone.digits) == (date(1988, 4, 12), "79161112233")
    assert hands.spend() <= 20
