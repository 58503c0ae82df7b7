"""Sorting comments on the screen: proposed, decided by a click, ranked, guessed."""

from __future__ import annotations

from reception.models import CommentTheme, ThemeGuess, ThemeSet
from reception.ui.pages.aftercare.page import AftercarePage
from reception.ui.pages.aftercare.themes_part import ThemesPart
from tests.ui.feedback_world import feedback_of
from tests.ui.house import House, settle


def rows(house: House, kind: type) -> list:
    return house.screens.actions.ask(lambda session: list(session.query(kind)))


def opened(house: House) -> ThemesPart:
    feedback_of(house)
    page = house.go("aftercare", "themes")
    assert isinstance(page, AftercarePage)
    part = page.parts["themes"]
    assert isinstance(part, ThemesPart)
    return part


def pick(part: ThemesPart, beginning: str) -> None:
    found = next(one for one in part._rows() if one.comment.words.startswith(beginning))
    part.list.choose(found.key)
    settle()


def test_a_comment_is_proposed_decided_and_ranked(house: House) -> None:
    part = opened(house)
    assert part.count.text() == "4 comments not sorted yet · themes, version 1"
    pick(part, "Ждала")
    ticked = [tick.text() for tick in part.ticks.values() if tick.isChecked()]
    assert "waiting: Ждала, минут" in ticked
    part.save_button.click()
    settle()
    assert part.count.text().startswith("3 comments")
    assert rows(house, CommentTheme)
    part.filters.choose("ranks")
    settle()
    part.guess.ticks["waiting"].setChecked(True)
    part.guess_button.click()
    settle()
    assert [one.themes for one in rows(house, ThemeGuess)] == [["waiting"]]


def test_a_missing_theme_is_added_as_a_new_version(house: House) -> None:
    part = opened(house)
    part.add_button.click()
    settle()
    assert part.name.error() == "Name the theme."
    part.name.line.setText("вешалки")
    part.hints.line.setText("вешалк")
    part.add_button.click()
    settle()
    assert len(rows(house, ThemeSet)) == 2
    pick(part, "Поставьте")
    assert "вешалки: вешалку" in {tick.text() for tick in part.ticks.values()}
