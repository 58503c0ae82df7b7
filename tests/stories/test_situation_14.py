"""Situation 14: the printer is out of paper; the card is issued anyway, its paper waits.

The queue outlives the window; asked once whether it came out; later to a folder instead.
"""

from __future__ import annotations

from PySide6.QtCore import Qt

from reception.queries.papers import papers_not_printed
from reception.ui.pages.cards.page import CardsPage
from reception.values.choices import PaperKind
from tests.stories.conftest import OfficePrinter
from tests.stories.people import active, card_form, marina_joins
from tests.ui.at_desk import AtDesk
from tests.ui.house import settle


def test_the_card_is_given_and_its_paper_waits(small_desk: AtDesk, printer: OfficePrinter) -> None:
    desk = small_desk
    marina_joins(desk)
    printer.has_paper = False
    card_form(desk)
    desk.press(Qt.Key.Key_Return)
    preview = desk.preview()
    preview.print_button.click()
    settle()
    assert "did not take the paper" in preview.trouble.text()
    desk.close_previews()
    assert len(active(desk)) == 1
    (waiting,) = desk.ask(papers_not_printed)
    assert waiting.kind is PaperKind.PAPER_CARD
    assert desk.house.window.rail.button("cards").count == 1
    assert "To print: Paper card" in desk.words(desk.page.side)

    desk.house.workplace.rebuild()  # the program was closed and opened again
    settle()
    desk = AtDesk(desk.house, desk.type_text, desk.files)
    assert desk.house.window.rail.button("cards").count == 1
    page = desk.house.go("cards", "papers")
    assert isinstance(page, CardsPage)
    assert [row.paper_id for row in page.papers.table.rows_model.rows] == [waiting.paper_id]

    printer.has_paper = True
    page.papers.print_button.click()
    preview = desk.preview()
    preview.print_button.click()
    settle()
    assert preview.question.isVisible()
    assert desk.ask(papers_not_printed) != []  # nobody has said yet that it came out
    preview.came_out_button.click()
    settle()
    assert printer.pages == 1
    assert desk.ask(papers_not_printed) == []
    assert desk.house.window.rail.button("cards").count == 0


def test_to_a_folder_instead(small_desk: AtDesk, printer: OfficePrinter) -> None:
    desk = small_desk
    marina_joins(desk)
    desk.press(Qt.Key.Key_F9)
    desk.close_previews()
    page = desk.house.go("cards", "papers")
    assert isinstance(page, CardsPage)
    page.papers.folder_button.click()
    desk.wait(lambda: not desk.ask(papers_not_printed), "the folder")
    (path,) = desk.files.chosen_folder.iterdir()
    assert path.read_bytes().startswith(b"%PDF")
    assert printer.pages == 0
