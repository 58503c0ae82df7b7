"""The Cards page by mouse and keys: orders, the design with its preview, papers, settings."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from reception.errors import InvalidInput
from reception.queries.cards import card_batches, card_settings, stock_level
from reception.queries.papers import papers_not_printed
from reception.services.clinic import change_clinic
from reception.ui.pages.cards.logo import read_logo
from reception.ui.pages.cards.page import CardsPage
from reception.ui.preferences import CARDS, SHEETS, Preferences
from reception.values.choices import CheckRule, Symbology
from tests.documents.samples import logo
from tests.ui.at_desk import REQUISITES, AtDesk, ChosenFolder
from tests.ui.house import House, settle, until
from tests.ui.test_patients_cards_programme import TODAY

SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="120" height="80">'
    '<circle cx="60" cy="40" r="38" fill="#c83c28"/></svg>'
)


@pytest.fixture
def desk(house: House, type_text: Callable[[object, str], None], tmp_path: Path) -> AtDesk:
    folder = tmp_path / "papers"
    folder.mkdir()
    desk = AtDesk(house, type_text, ChosenFolder(folder))
    for field, value in REQUISITES.items():
        desk.act(change_clinic, field=field, value=value)
    return desk


def cards(desk: AtDesk, part: str) -> CardsPage:
    page = desk.house.go("cards", part)
    assert isinstance(page, CardsPage)
    assert page.filters.current == part
    return page


def test_an_order_is_set_aside_printed_to_a_file_and_received(desk: AtDesk) -> None:
    page = cards(desk, "orders")
    page.orders.count.set_text("12")
    page.orders.order_button.click()
    desk.close_previews()
    (batch,) = desk.ask(card_batches)
    assert batch.count == 12
    assert batch.paper_id is not None
    page = cards(desk, "orders")
    page.orders.receive_button.click()
    settle()
    assert desk.ask(stock_level, today=TODAY).on_hand == 12
    assert desk.ask(card_batches)[0].received_on == TODAY


@pytest.mark.parametrize("typed", ["", "many", "0", "10001"])
def test_an_impossible_order_is_told_at_its_field(desk: AtDesk, typed: str) -> None:
    page = cards(desk, "orders")
    page.orders.count.line.setText(typed)
    page.orders.order_button.click()
    settle()
    assert page.orders.count.error()
    assert desk.ask(card_batches) == []


def test_the_preview_follows_the_form_and_the_design_is_saved(desk: AtDesk) -> None:
    page = cards(desk, "design").design
    before = page.sides[0].pixmap().toImage()
    page.fields["accent"].line.setText("#7A1F5C")
    page.fields["accent"].edited.emit("#7A1F5C")
    settle()
    assert page.sides[0].pixmap().toImage() != before
    page.has_back.click()
    settle()
    assert page.sides[1].isVisible()
    QTest.mouseClick(page.symbology.button(Symbology.QR), Qt.MouseButton.LeftButton)
    page.save_button.click()
    settle()
    stored = desk.ask(card_settings).design
    assert (stored["accent"], stored["symbology"], stored["has_back"]) == ("#7A1F5C", "qr", True)


def test_letters_nobody_can_read_are_told_at_their_field(desk: AtDesk) -> None:
    page = cards(desk, "design").design
    page.fields["ink"].line.setText("#F0F0F0")
    page.fields["ink"].edited.emit("#F0F0F0")
    settle()
    assert page.fields["ink"].error()
    page.save_button.click()
    settle()
    assert desk.ask(card_settings).design == {}


def test_a_logo_is_taken_as_png_or_svg(desk: AtDesk, tmp_path: Path) -> None:
    page = cards(desk, "design").design
    (tmp_path / "logo.svg").write_text(SVG)
    (tmp_path / "logo.png").write_bytes(logo(1600, 900))
    for name in ("logo.svg", "logo.png"):
        page.take_logo(tmp_path / name)
        assert page.logo
        assert not page.trouble.isVisible()
    page.no_logo_button.click()
    assert page.logo == ""


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("logo.png", b"GIF89a"),
        ("logo.svg", b"<html/>"),
        ("logo.png", b"\x89PNG\r\n\x1a\n"),
        ("logo.jpg", b"\xff\xd8\xff"),
        ("logo.png", b"\x89PNG" + b"0" * 5_000_001),
        ("none.png", None),
    ],
)
def test_what_is_no_logo_is_refused(
    qtbot: object, tmp_path: Path, name: str, content: bytes | None
) -> None:
    if content is not None:
        (tmp_path / name).write_bytes(content)
    with pytest.raises(InvalidInput) as refused:
        read_logo(tmp_path / name)
    assert refused.value.field == "logo"


def test_papers_wait_until_printed_and_the_rail_counts_them(desk: AtDesk) -> None:
    page = cards(desk, "papers")
    assert page.papers.nothing.isVisible()
    page.papers.own[0].click()
    desk.close_previews()
    assert len(desk.ask(papers_not_printed)) == 1
    assert desk.house.window.rail.button("cards").count == 1
    page = cards(desk, "papers")
    assert len(page.papers.table.rows_model.rows) == 1
    page.papers.printed_button.click()
    settle()
    assert desk.ask(papers_not_printed) == []
    assert desk.house.window.rail.button("cards").count == 0


def test_every_paper_of_the_desk_is_made_by_its_button(desk: AtDesk) -> None:
    page = cards(desk, "papers")
    for maker in page.papers.own:
        maker.click()
        desk.close_previews()
    assert len(desk.ask(papers_not_printed)) == len(page.papers.own)
    desk.house.go("cards", "papers")
    page.papers.void_button.click()
    settle()
    assert desk.ask(papers_not_printed) == []


def test_settings_are_saved_and_impossible_ones_told(desk: AtDesk) -> None:
    page = cards(desk, "rules").rules
    field = page.numbers["cards.delivery_days"]
    for typed, kept in (("21", 21), ("0", 21), ("x", 21), ("121", 21)):
        field.line.setText(typed)
        field.saved.emit(typed)
        settle()
        assert desk.ask(card_settings).plan.delivery_days == kept
    QTest.mouseClick(page.rule.button(CheckRule.LUHN), Qt.MouseButton.LeftButton)
    page.numbered.click()
    settle()
    settings = desk.ask(card_settings)
    assert (settings.rule, settings.plastic_is_numbered) == (CheckRule.LUHN, True)


def test_texts_for_the_lawyer_are_counted_and_lead_to_the_settings(desk: AtDesk) -> None:
    page = cards(desk, "rules").rules
    assert page.to_confirm.text().startswith("5 texts")
    page.wording_button.click()
    settle()
    assert desk.house.window.shown == "settings"


def test_at_least_one_paper_of_joining_stays(desk: AtDesk) -> None:
    page = cards(desk, "rules").rules
    for tick in page.joining.values():
        tick.click()
        settle()
    assert len(desk.ask(card_settings).joining) == 1


def test_offsets_and_printers_are_kept_on_this_computer(desk: AtDesk) -> None:
    page = cards(desk, "rules").rules
    page.offsets[SHEETS, 0].saved.emit("0,5")
    page.offsets[SHEETS, 1].saved.emit("−1,2")
    page.offsets[CARDS, 0].saved.emit("500")
    assert page.offsets[CARDS, 0].error()
    chosen = desk.house.preferences.chosen
    assert chosen.offset(chosen.printer(SHEETS)) == (5, -12)
    again = Preferences(desk.house.folder.root).chosen
    assert again.offset("") == (5, -12)


def test_a_test_page_and_a_test_card_are_made_with_what_is_saved(desk: AtDesk) -> None:
    page = cards(desk, "rules").rules
    page.offsets[CARDS, 0].saved.emit("0,5")
    for button, is_card in ((page.test_button, False), (page.test_card_button, True)):
        button.click()
        points = desk.preview().documents[0].pagePointSize(0)
        assert (round(points.width() / 72 * 25.4, 1) == 85.6) is is_card
        desk.close_previews()


def test_the_strip_proposes_an_order(desk: AtDesk) -> None:
    page = cards(desk, "stock")
    until(page.stock.strip.isVisible, "the strip")
    assert page.stock.strip.text().startswith("Plastic is out")
