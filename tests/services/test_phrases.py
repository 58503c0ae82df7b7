"""The clinic's own phrases: checked in every language, said from then on, never a figure by hand."""

import pytest

from reception.errors import InvalidInput, Refused
from reception.queries.phrases import phrase_rows, phrases_in_force
from reception.rules.prompts import Situation
from reception.services.phrases import add_phrase, change_phrase, reset_phrase, switch_phrase
from reception.storage.phrase_rows import shipped_book
from reception.values.actor import Actor
from reception.values.localized_text import LocalizedText
from tests.people import Desk

TEXT = LocalizedText(
    "{address}, у нас есть бесплатная Семейная карта: она возвращает {percent}% баллами.",
    "{address}, у нас є безкоштовна Сімейна картка: вона повертає {percent}% балами.",
    "{address}, our free Family Card gives back {percent}% in points.",
)


@pytest.fixture
def boss(desk: Desk, supervisor: Actor) -> Desk:
    return Desk(desk.database, supervisor, desk.now)


def texts(desk: Desk, code: str) -> list[str]:
    book = desk.ask(phrases_in_force)
    return [one.text.ru for one in book.phrases if one.code == code]


def test_a_phrase_is_worded_anew_and_taken_back(boss: Desk) -> None:
    before = texts(boss, "P2/1")
    done = boss.do(change_phrase, code="P2/1", text=TEXT)
    assert texts(boss, "P2/1") == [TEXT.ru]
    (row,) = [one for one in boss.ask(phrase_rows) if one.code == "P2/1"]
    assert (row.is_changed, row.is_added, row.is_off) == (True, False, False)
    boss.undo(done)
    assert texts(boss, "P2/1") == before


def test_a_variant_is_added_switched_off_and_gone(boss: Desk) -> None:
    book = shipped_book()
    last = max(one.variant for one in book.of(Situation.FIRST_CHECK_IN))
    code = boss.do(add_phrase, like="P2/1", text=TEXT).value
    assert code == f"P2/{last + 1}"
    assert texts(boss, code) == [TEXT.ru]
    (like,) = [one for one in book.phrases if one.code == "P2/1"]
    (added,) = [one for one in boss.ask(phrases_in_force).phrases if one.code == code]
    assert (added.kind, added.needs, added.must) == (like.kind, like.needs, like.must)
    boss.do(switch_phrase, code=code, is_off=True)
    assert texts(boss, code) == []
    boss.do(switch_phrase, code=code, is_off=False)
    assert texts(boss, code) == [TEXT.ru]
    boss.do(reset_phrase, code=code)
    assert texts(boss, code) == []


@pytest.mark.parametrize(
    ("language", "text", "found"),
    [
        ("ru", "Семейная карта бесплатная и возвращает 7% баллами.", "7"),
        ("ru", "Семейная карта бесплатная и возвращает семь процентов.", "процентов"),
        ("uk", "Сімейна картка повертає сім відсотків оплати.", "відсотків"),
        ("en", "The free Family Card gives back seven per cent.", "per cent"),
        ("ru", "Семейная карта возвращает {procent}%.", "procent"),
        ("ru", "Карта бесплатная и возвращает {percent}% баллами.", "Семейная карта"),
        ("en", " ", ""),
        ("ru", "Семейная карта " + "очень " * 24 + "хороша.", "27"),
    ],
)
def test_what_cannot_be_said_is_told_and_nothing_is_changed(
    boss: Desk, language: str, text: str, found: str
) -> None:
    before = boss.ask(phrases_in_force)
    with pytest.raises(InvalidInput) as told:
        boss.do(
            change_phrase, code="P2/1", text=LocalizedText.of({**TEXT.as_dict(), language: text})
        )
    fields = [str(value) for fault in told.value.faults for value in fault.fields.values()]
    assert any(found in one for one in fields), fields
    assert boss.ask(phrases_in_force) == before


def test_a_moment_never_loses_its_last_phrase(boss: Desk) -> None:
    codes = [one.code for one in shipped_book().of(Situation.OTHER_WITH_CHILD)]
    for code in codes[:-1]:
        boss.do(switch_phrase, code=code, is_off=True)
    with pytest.raises(Refused, match="last phrase"):
        boss.do(switch_phrase, code=codes[-1], is_off=True)


def test_only_a_supervisor_words_phrases(desk: Desk) -> None:
    with pytest.raises(Refused) as told:
        desk.do(change_phrase, code="P2/1", text=TEXT)
    assert told.value.code == "not_allowed"
