"""Situation 13: plastic is out; a paper card at once, and later plastic with the same number."""

from __future__ import annotations

from PySide6.QtCore import Qt

from reception.models import Card, CardBatch, Task
from reception.queries.cards import stock_level
from reception.ui.pages.cards.page import CardsPage
from reception.values.card_number import group
from reception.values.choices import CardForm, TaskKind, TaskStatus
from tests.documents.conftest import Printed
from tests.stories.people import TODAY, active, card_form, every, marina_joins
from tests.ui.at_desk import AtDesk
from tests.ui.house import settle


def test_paper_at_once_and_plastic_with_the_same_number_later(small_desk: AtDesk) -> None:
    desk = small_desk
    marina_joins(desk)
    form = card_form(desk)
    assert "a paper card with the same number and rights" in desk.words(form)
    desk.press(Qt.Key.Key_Return)
    (path,) = desk.save_papers()
    (card,) = active(desk)
    assert card.form is CardForm.PAPER
    assert Printed(path.read_bytes()).has(group(card.number))
    (task,) = every(desk, Task)
    assert (task.kind, task.due_on) == (TaskKind.PLASTIC_OWED, card.plastic_promised_on)

    page = desk.house.go("cards", "stock")
    assert isinstance(page, CardsPage)
    assert "Plastic is out" in page.stock.strip.text()
    assert page.stock.owed.rows_model.rows[0].number == card.number

    page = desk.house.go("cards", "orders")
    assert isinstance(page, CardsPage)
    page.orders.count.set_text("10")
    page.orders.order_button.click()
    (path,) = desk.save_papers()
    printed = Printed(path.read_bytes())
    assert len(printed.pages) == 10
    assert group(card.number) in printed.pages[0]  # what is owed comes first
    (batch,) = every(desk, CardBatch)
    page.orders.receive_button.click()
    settle()
    assert desk.ask(stock_level, today=TODAY).on_hand == batch.count

    page = desk.house.go("cards", "stock")
    assert isinstance(page, CardsPage)
    assert page.stock.owed.rows_model.rows[0].lies_ready
    page.stock.hand_over_button.click()
    settle()
    (again,) = [one for one in every(desk, Card) if one.id == card.id]
    assert (again.form, again.number, again.plastic_owed) == (
        CardForm.PLASTIC,
        card.number,
        False,
    )
    statuses = [one.status for one in every(desk, Task) if one.kind is TaskKind.PLASTIC_OWED]
    assert statuses == [TaskStatus.DONE]
    assert desk.ask(stock_level, today=TODAY).on_hand == batch.count - 1
    desk.press(Qt.Key.Key_Escape)
