"""Sorting comments by theme through the services: versions, a blind second look, guesses, undo."""

from datetime import date

import pytest

from reception.errors import InvalidInput, Refused
from reception.models import CommentTheme, ThemeSet
from reception.queries.themes import ThemesPage, themes_page
from reception.rules.themes import ThemeWords
from reception.services.complaints import open_complaint
from reception.services.themes import (
    begin_themes,
    code_comment,
    guess_themes,
    save_themes,
)
from reception.values.actor import Actor
from reception.values.aftercare import CommentKind, Influence
from reception.values.choices import Role
from reception.values.localized_text import LocalizedText
from tests.people import Desk

DAY = date(2026, 11, 2)


@pytest.fixture
def comments(desk: Desk) -> list[int]:
    anna = desk.person("Котова", "Анна", phone="89161234567")
    desk.do(begin_themes)
    return [
        int(
            desk.do(
                open_complaint, patient_id=anna, words=words, influence=Influence.STRONGLY
            ).value
        )
        for words in ("Ждала сорок минут", "Дорого", "Парковка занята")
    ]


def page(desk: Desk) -> ThemesPage:
    shown: ThemesPage = desk.ask(themes_page, first=DAY, last=DAY, seed=1)
    return shown


def theme(desk: Desk, code: str) -> int:
    return next(one.theme_id for one in page(desk).themes if one.code == code)


def sort(desk: Desk, comment: int, *codes: str, second: bool = False):
    return desk.do(
        code_comment,
        kind=CommentKind.COMPLAINT,
        comment_id=comment,
        theme_ids=[theme(desk, code) for code in codes],
        is_second=second,
    )


def test_a_comment_is_sorted_by_a_person_and_ranked(desk: Desk, comments: list[int]) -> None:
    assert len(page(desk).to_sort) == 3
    done = sort(desk, comments[0], "waiting", "service")
    sort(desk, comments[1], "price")
    shown = page(desk)
    assert shown.left == 1
    assert {one.code for one in shown.ranked} == {"waiting", "service", "price"}
    assert shown.ranked[0].influence == 2.0
    desk.undo(done)
    assert page(desk).left == 2
    with pytest.raises(InvalidInput):
        sort(desk, comments[2])


def test_the_second_look_is_anothers_and_blind(desk: Desk, comments: list[int]) -> None:
    with pytest.raises(Refused) as told:
        sort(desk, comments[0], "waiting", second=True)
    assert told.value.code == "order"
    sort(desk, comments[0], "waiting")
    with pytest.raises(Refused) as told:
        sort(desk, comments[0], "waiting", second=True)
    assert told.value.code == "same"
    other = Desk(desk.database, Actor(None, "Ирина", Role.ADMINISTRATOR), desk.now)
    sort(other, comments[0], "waiting", second=True)
    assert page(desk).kappa == 1.0
    sort(other, comments[0], "price", second=True)
    agreement = page(desk).kappa
    assert agreement is not None
    assert agreement < 0.5
    assert all(not one.decided for one in page(desk).to_look_again)


def test_a_theme_is_added_as_a_version_and_old_decisions_stay(
    desk: Desk, comments: list[int]
) -> None:
    sort(desk, comments[0], "waiting")
    parking = ThemeWords("own_2", LocalizedText("парковка", "парковка", "parking"), ("парков",))
    themes = [one.words for one in page(desk).themes] + [parking]
    done = desk.do(save_themes, themes=themes)
    shown = page(desk)
    assert shown.version == 2
    proposed = {one.comment.words: one.proposals for one in shown.to_sort}
    assert [one.code for one in proposed["Парковка занята"]][-1] in ("own_2", "atmosphere")
    assert {one.code for one in shown.ranked} == {"waiting"}
    desk.undo(done)
    assert page(desk).version == 1
    desk.do(save_themes, themes=themes)
    used = desk.do(save_themes, themes=themes)
    sort(desk, comments[2], "own_2")
    with pytest.raises(Refused):
        desk.undo(used)
    with pytest.raises(InvalidInput):
        desk.do(save_themes, themes=themes[:1])
    assert desk.ask(lambda session: session.query(ThemeSet).count()) == 3
    assert desk.ask(lambda session: session.query(CommentTheme).count()) == 2


def test_a_guess_of_up_to_three_themes_is_kept(desk: Desk, comments: list[int]) -> None:
    for wrong in ([], ["waiting", "price", "doctor", "service"]):
        with pytest.raises(InvalidInput):
            desk.do(guess_themes, themes=wrong)
    first = desk.do(guess_themes, themes=["price"])
    second = desk.do(guess_themes, themes=["waiting", "price"])
    assert page(desk).guesses == ("waiting", "price")
    desk.undo(second)
    assert page(desk).guesses == ("price",)
    desk.undo(first)
    assert page(desk).guesses == ()
