"""Themes by words, measured on comments written by hand; agreement, ranking, learning."""

import random

import pytest

from reception.rules.themes import (
    cohens_kappa,
    is_second_looked,
    learned_hints,
    propose,
    ranking,
    sample,
    stem,
)
from reception.storage.survey_book import starter_themes
from reception.values.aftercare import Influence

# Comments written by hand, and what each is about.
BY_HAND = [
    ("Ждала сорок минут, хотя приехала вовремя.", {"waiting"}),
    ("Очередь в коридоре, врач опоздал на полчаса.", {"waiting", "doctor"}),
    ("Администратор была очень вежливой, спасибо!", {"service"}),
    ("Нагрубили на регистратуре.", {"service"}),
    ("Дорого, цены выросли за год вдвое.", {"price"}),
    ("Счёт оказался больше, чем сказали по телефону.", {"price", "information", "booking"}),
    ("Доктор всё подробно объяснил и показал.", {"doctor", "information"}),
    ("Никто не предупредил, что надо прийти натощак.", {"information"}),
    ("Очень чисто и уютно, вкусный кофе.", {"atmosphere"}),
    ("В зале душно и кресла неудобные.", {"atmosphere"}),
    ("Не могла дозвониться два дня.", {"booking"}),
    ("Записали без проблем и перезвонили накануне.", {"booking"}),
    ("Результат отличный, качество на высоте.", {"quality"}),
    ("Пришлось переделывать, ошибка в снимке.", {"quality"}),
    ("Медсестра внимательная, врач замечательный.", {"doctor", "service"}),
    ("Чекала сорок хвилин, хоча приїхала вчасно.", {"waiting"}),
    ("Черга в коридорі, лікар запізнився.", {"waiting", "doctor"}),
    ("Адміністраторка дуже ввічлива, дякую!", {"service"}),
    ("Дорого, ціни зросли за рік удвічі.", {"price"}),
    ("Лікар усе докладно пояснив.", {"doctor", "information"}),
    ("Ніхто не попередив, що треба прийти натще.", {"information"}),
    ("Дуже чисто й затишно, смачна кава.", {"atmosphere"}),
    ("У залі душно, крісла незручні.", {"atmosphere"}),
    ("Не могла додзвонитися два дні.", {"booking"}),
    ("Записали швидко й передзвонили напередодні.", {"booking"}),
    ("Результат чудовий, якість на висоті.", {"quality"}),
    ("Довелося переробляти, помилка у знімку.", {"quality"}),
    ("I waited forty minutes although I came on time.", {"waiting"}),
    ("The receptionist was very polite.", {"service"}),
    ("Too expensive, the bill was a surprise.", {"price"}),
    ("The doctor explained everything.", {"doctor", "information"}),
    ("Nobody warned me to come on an empty stomach.", {"information"}),
    ("Very clean, and the coffee is good.", {"atmosphere"}),
    ("I could not get through on the phone.", {"booking"}),
    ("Great result, high quality.", {"quality"}),
]


def test_proposals_on_comments_by_hand_find_what_they_are_about() -> None:
    right = missed = wrong = 0
    for words, about in BY_HAND:
        proposed = {one.code for one in propose(words, starter_themes())}
        right += len(proposed & about)
        missed += len(about - proposed)
        wrong += len(proposed - about)
    assert right / (right + missed) >= 0.85
    assert right / (right + wrong) >= 0.80


def test_a_proposal_shows_the_words_that_led_to_it() -> None:
    (first, *_rest) = propose("Ждала долго, сорок минут. Врач хороший.", starter_themes())
    assert first.code == "waiting"
    assert first.words == ("Ждала", "долго", "минут")
    assert propose("Всё хорошо.", starter_themes()) == []
    assert propose("", starter_themes()) == []


def test_generated_comments_of_known_themes() -> None:
    dice = random.Random(7)
    themes = [one for one in starter_themes() if one.hints]
    for _ in range(300):
        theme = dice.choice(themes)
        hint = dice.choice([one for one in theme.hints if len(one) > 3])
        comment = f"Сегодня {hint}ами и вообще"
        assert theme.code in {one.code for one in propose(comment, themes)}


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        ([True, False, True, False], [True, False, True, False], 1.0),
        ([True, True, False, False], [False, False, True, True], -1.0),
        ([True, True, False, False], [True, False, True, False], 0.0),
        ([True, True, True], [True, True, True], 1.0),
        ([], [], None),
    ],
)
def test_kappa_by_hand(first, second, expected) -> None:
    assert cohens_kappa(first, second) == expected


def test_kappa_of_the_textbook() -> None:
    first = [True] * 25 + [False] * 25
    second = [True] * 20 + [False] * 5 + [True] * 10 + [False] * 15
    assert cohens_kappa(first, second) == pytest.approx(0.4)


def test_many_complain_of_the_chair_and_come_back_anyway() -> None:
    coded = {n: {"atmosphere"} for n in range(15)} | {n: {"waiting"} for n in range(15, 25)}
    told = dict.fromkeys(range(15), Influence.NONE) | dict.fromkeys(
        range(15, 25), Influence.STRONGLY
    )
    first, second = ranking(coded, told)
    assert (first.code, first.count, first.of, first.influence) == ("waiting", 10, 25, 2.0)
    assert (second.code, second.score) == ("atmosphere", 0.0)


def test_words_are_learned_from_what_was_sorted() -> None:
    of_theme = ["Парковка занята", "Негде оставить машину, парковки нет", "Парковку заняли"]
    others = ["Ждала долго", "Врач хороший", "Всё понравилось"]
    assert "парковк" in learned_hints(of_theme, others)
    assert learned_hints(of_theme, others, known=["парков"]) == []
    assert stem("парковками") == stem("парковка")


def test_the_draw_is_random_but_repeatable() -> None:
    comments = list(range(200))
    assert sample(comments, 1) == sample(comments, 1)
    assert len(set(sample(comments, 1))) == 40
    assert sample(comments[:5], 1) == comments[:5]
    second = sum(is_second_looked("survey", n) for n in range(5000))
    assert 400 < second < 600
