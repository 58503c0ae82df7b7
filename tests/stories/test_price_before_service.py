"""The price is told before the service, item by item; what came later was agreed, and is seen."""

from __future__ import annotations

from PySide6.QtCore import Qt

from reception.models import BillLine, EstimateLine, PriceItem, Visit
from reception.queries.month import month_report
from reception.services.prices import set_price
from reception.ui.pages.desk.checkout_form import CheckoutForm
from reception.ui.pages.desk.estimate_form import EstimateForm
from reception.values.period import Period
from tests.documents.conftest import Printed
from tests.stories.people import TODAY, do_by_name, every, marina_joins
from tests.ui.at_desk import AtDesk
from tests.ui.desk_day import fill
from tests.ui.house import settle

HELD = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier


def _put_on_the_list(desk: AtDesk, code: str, name: str, patient_name: str, price: str) -> None:
    desk.press(Qt.Key.Key_N, HELD)
    card = desk.house.go("settings", "prices").parts["prices"].card  # type: ignore[attr-defined]
    fill(desk, card.code.line, code)
    fill(desk, card.name.line, name)
    fill(desk, card.patient_name.line, patient_name)
    fill(desk, card.price.line, price)
    desk.press(Qt.Key.Key_Return)


def _takes_it_home(desk: AtDesk) -> None:
    do_by_name(desk, "Print the estimate")
    (path,) = desk.save_papers()
    slip = Printed(path.read_bytes())
    for words in ("Первый приём врача", "3 200 ₽", "Всего: 3 200 ₽", "решать вам"):
        assert slip.has(words), words
    assert not slip.has("Соколова")


def _slip_for_the_till(desk: AtDesk) -> None:
    do_by_name(desk, "Print the slip for the till")
    (path,) = desk.save_papers()
    till = Printed(path.read_bytes())
    assert till.has("4 000 ₽")
    assert not till.has("Снимок зуба")


def test_told_agreed_billed_and_counted(small_desk: AtDesk) -> None:
    desk = small_desk
    desk.house.go("settings", "prices")
    _put_on_the_list(desk, "A01", "Консультация первичная", "Первый приём врача", "3200")
    _put_on_the_list(desk, "R02", "Рентгенография прицельная", "Снимок зуба", "800")
    assert len(every(desk, PriceItem)) == 2
    desk.house.go("desk")
    marina_joins(desk)
    desk.press(Qt.Key.Key_F5)

    desk.press(Qt.Key.Key_F6)
    form = desk.form()
    assert isinstance(form, EstimateForm)
    desk.type("приём")
    desk.press(Qt.Key.Key_Return)
    assert (
        "По пунктам: Первый приём врача — 3 200 ₽, всего 3 200 ₽. Если врач предложит что-то ещё,"
        " сначала назовём цену, а решать вам."
    ) in desk.words(form)
    desk.press(Qt.Key.Key_Return)
    _takes_it_home(desk)

    # In the room a picture is needed; she is told and agrees.  Prices rise tomorrow, not for her.
    desk.press(Qt.Key.Key_R, Qt.KeyboardModifier.ControlModifier)
    desk.act(set_price, code="R02", price_minor=90_000, valid_from=TODAY.replace(day=3))
    desk.press(Qt.Key.Key_F6)
    form = desk.form()
    assert isinstance(form, EstimateForm)
    desk.type("r02")
    desk.press(Qt.Key.Key_Return)
    tick = form.lines.rows[1].tick
    assert tick is not None
    tick.setFocus()
    desk.press(Qt.Key.Key_Space)
    form.field.line.setFocus()
    desk.press(Qt.Key.Key_Return)
    assert [one.was_agreed for one in every(desk, EstimateLine)] == [False, True]

    desk.press(Qt.Key.Key_F11)
    bill = desk.form()
    assert isinstance(bill, CheckoutForm)
    assert "As told: 3,200 ₽, agreed since: 800 ₽" in desk.words(bill)
    assert "To pay: 4,000 ₽" in desk.words(bill)
    desk.press(Qt.Key.Key_Return)
    (visit,) = every(desk, Visit)
    assert (visit.price_told_minor, visit.paid_minor) == (320_000, 400_000)
    lines = [(one.service, one.was_added, one.was_agreed) for one in every(desk, BillLine)]
    assert lines == [("Первый приём врача", False, False), ("Снимок зуба", True, True)]

    _slip_for_the_till(desk)
    settle()
    report = desk.ask(month_report, period=Period.month_of(TODAY), today=TODAY)
    assert report.indicator("price_told_rate").value == 1
    assert report.indicator("price_surprise_rate").value == 0
