"""Phrases on the screen: chosen, worded anew with every fault said, switched off, as it was."""

from __future__ import annotations

from reception.queries.phrases import phrases_in_force
from reception.ui.pages.knowledge.page import KnowledgePage
from reception.ui.pages.knowledge.phrases_part import PhrasesPart
from tests.ui.house import House, settle


def phrases(house: House) -> PhrasesPart:
    page = house.go("knowledge", "phrases")
    assert isinstance(page, KnowledgePage)
    part = page.parts["phrases"]
    assert isinstance(part, PhrasesPart)
    return part


def said(house: House, code: str) -> list[str]:
    book = house.screens.actions.ask(phrases_in_force)
    return [one.text.en for one in book.phrases if one.code == code]


def test_a_phrase_is_worded_anew_under_the_check(house: House) -> None:
    part = phrases(house)
    part.table.choose("P2/1")
    settle()
    assert part.editor.isVisible()
    assert part.editor.title.text() == "P2/1 · First visit, check-in"
    field = part.fields["en"]
    before = field.text()
    field.set_text("{address}, our free Family Card gives back 7 percent.")
    part.save_button.click()
    settle()
    assert "“7” is typed by hand" in part.faults.text()
    assert said(house, "P2/1") == [before]
    field.set_text("{address}, our free Family Card gives back {percent}% in points.")
    part.save_button.click()
    settle()
    assert not part.faults.isVisible()
    assert said(house, "P2/1") == [
        "{address}, our free Family Card gives back {percent}% in points."
    ]
    assert part.reset_button.isVisible()
    part.off_button.click()
    settle()
    assert said(house, "P2/1") == []
    assert part.off_button.text() == "Say it again"
    part.reset_button.click()
    settle()
    assert said(house, "P2/1") == [before]
