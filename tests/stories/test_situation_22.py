"""Situation 22: spouses separate: equal shares, the child with one, both sign, two accounts."""

from __future__ import annotations

from pypdf import PdfReader
from PySide6.QtCore import Qt

from reception.models import AuditRow, Card
from reception.services.cards import issue_card
from reception.ui.pages.patients.family_split import SplitForm
from tests.stories.family_people import at_home
from tests.stories.people import every
from tests.ui.at_desk import AtDesk
from tests.ui.house import settle


def test_the_account_is_split(small_desk: AtDesk) -> None:
    desk = small_desk
    home = at_home(desk)
    account = home.account(home.marina)
    assert account is not None
    points = home.balance(account)
    desk.act(issue_card, account_id=account, holder_id=home.ivan, on_paper=True)
    part = home.record(home.ivan)
    part.split_button.click()
    form = home.form(part)
    assert isinstance(form, SplitForm)
    share = form.shares[home.ivan]
    desk.activate()
    share.line.setFocus()
    desk.type("99999")
    assert "more than the points there are" in desk.words(part)
    share.line.clear()
    desk.type("many")
    assert share.error().startswith("“many” is not a number of points")
    form.equal_button.click()
    settle()
    half = points // 2
    words = desk.words(part)
    assert f"Соколова Марина keeps {points - half}" in words
    assert f"Соколов Иван: {half}" in words
    form.children_with[home.mira].set_value(home.ivan)

    form.paper_button.click()
    (saved,) = desk.save_papers()
    text = PdfReader(saved).pages[0].extract_text()
    for expected in (
        "Заявление о разделе",
        "подпись: Соколова Марина",
        "подпись: Соколов Иван",
        "Соколова Мира",
        str(half),
    ):
        assert expected in text

    home.go(part)
    own = home.account(home.ivan)
    assert own not in (None, account)
    assert own is not None
    assert (home.balance(account), home.balance(own)) == (points - half, half)
    assert home.account(home.mira) == own
    assert home.patient(home.mira).household_id == home.patient(home.ivan).household_id
    assert home.patient(home.ivan).household_id != home.patient(home.marina).household_id
    (card,) = [one for one in every(desk, Card) if one.holder_id == home.ivan]
    assert card.account_id == own
    assert [one for one in every(desk, AuditRow) if one.action == "split_family"]
    desk.activate()
    desk.press(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert home.balance(account) == points
    assert home.account(home.mira) == account
    assert home.patient(home.ivan).household_id == home.patient(home.marina).household_id
