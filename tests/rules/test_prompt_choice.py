"""Which phrase is said, through the situations of the desk, and what is withheld."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from reception.rules.mentions import EligibilityFacts, ToldStatus
from reception.rules.prompt_choice import (
    OWN_WORDS,
    Prompt,
    Silence,
    SilenceReason,
    apology,
    choose_prompt,
)
from reception.rules.prompt_facts import MentionFacts
from reception.rules.prompts import PhraseKind, Situation, load
from reception.translation import Language
from reception.values.choices import Channel, Stage
from reception.values.ids import PatientId
from tests.rules.terms_made import BEGAN, STARTER, changed, starter

BOOK = load((STARTER / "prompts.toml").read_text(encoding="utf-8"))
TERMS = starter()
DAY = date(2026, 11, 2)
MARINA = PatientId(90001)
IN, OUT = Channel.CHECK_IN, Channel.CHECKOUT


def facts(channel=IN, stage=Stage.REPEAT, **more):
    visit: dict[str, Any] = {"day": DAY, "listener": MARINA}
    for name in list(more):
        if name in EligibilityFacts.__dataclass_fields__:
            visit[name] = more.pop(name)
    defaults: dict[str, Any] = {
        "language": Language.RU,
        "visit_number": 4,
        "household_told": True,
        "address": "Марина Викторовна",
        "programme_began": BEGAN,
    }
    return MentionFacts(EligibilityFacts(**visit), channel, stage=stage, **(defaults | more))


def chosen(given, terms=TERMS):
    found = choose_prompt(given, BOOK, terms)
    assert isinstance(found, Prompt), found
    return found


def silent(given, terms=TERMS):
    found = choose_prompt(given, BOOK, terms)
    assert isinstance(found, Silence), found
    return found


FAMILY: dict[str, Any] = {"stage": Stage.REGULAR, "household_size": 4, "last_year_points": 2520,
          "retroactive_points": 630, "points_today": 224}  # fmt: skip
HOLDER: dict[str, Any] = {"is_member": True, "is_holder": True, "balance": 1200, "redeemable": 700,
          "points_today": 224, "average_bill": 240_000}  # fmt: skip
UNTOLD = FAMILY | {"visits_untold": 23, "household_told": False, "untold_since": BEGAN}

SITUATIONS: list[Any] = [
    ("P1/1", facts(Channel.PHONE, Stage.POTENTIAL, visit_number=1,
                   booked_day=date(2026, 11, 20))),
    ("P1/2", facts(Channel.PHONE, Stage.POTENTIAL, visit_number=1)),
    ("P2/1", facts(visit_number=1)),
    ("P3/1", facts(OUT, visit_number=1, points_today=224)),
    ("P3/2", facts(OUT, visit_number=1)),
    ("P4/1", facts()),
    ("P4/2", facts(status=ToldStatus(date(2026, 1, 1), date(2026, 1, 1)))),
    ("P5/1", facts(OUT, next_visit=date(2026, 11, 20))),
    ("P5/2", facts(OUT, retroactive_points=630)),
    ("P6/1", facts(**FAMILY)),
    ("P6/2", facts(**FAMILY | HOLDER)),
    ("P7/1", facts(**FAMILY | HOLDER | {"stage": Stage.LOYAL, "with_us_since": date(2024, 3, 1)})),
    ("P7/2", facts(**FAMILY | HOLDER | {"stage": Stage.LOYAL, "with_us_since": date(2024, 3, 1),
                   "suggestion": "вторая вешалка у входа"})),
    ("P8/1", facts(**FAMILY | {"with_child": True})),
    ("P9/1", facts(told_on=date(2026, 2, 1), declined_on=date(2026, 2, 1),
                   status=ToldStatus(date(2026, 2, 1), date(2026, 2, 1), date(2026, 2, 1)))),
    ("P9/2", facts(told_on=date(2026, 2, 1), declined_on=date(2026, 2, 1), change="баллы живут дольше",
                   status=ToldStatus(date(2026, 2, 1), date(2026, 2, 1), date(2026, 2, 1)))),
    ("P10/2", facts(**HOLDER)),
    ("P11/1", facts(**UNTOLD)),
    ("P12/1", facts(Channel.PHONE, **HOLDER, booked_day=date(2026, 11, 20))),
    ("P12/2", facts(Channel.PHONE)),
    ("P13/1", facts(joined_now=True, is_holder=True, answered=True, plastic_owed=True,
                    plastic_day=date(2026, 11, 16))),
    ("P14/1", facts(with_other=True, family_member=True, is_holder=True, is_member=True)),
    ("P14/2", facts(**FAMILY | {"with_other": True})),
    ("P5/3", facts(OUT)),
    ("P15/1", facts(OUT, **FAMILY | HOLDER | {"credited_today": True})),
    ("P10/2", facts(OUT, **FAMILY | HOLDER)),
    ("P15/2", facts(OUT, **FAMILY)),
    ("P15/3", facts(OUT, **FAMILY | {"retroactive_points": None})),
    ("P16/1", facts(Channel.WAITING)),
    ("P17/1", facts(Channel.CALL_AFTER)),
    ("P18/1", facts(**FAMILY | {"household_size": 1})),
    ("P18/2", facts(**FAMILY | HOLDER | {"household_size": 1})),
    ("P19/1", facts(OUT, **FAMILY | HOLDER | {"household_size": 1, "credited_today": True})),
    ("P19/2", facts(OUT, **FAMILY | {"household_size": 1})),
]  # fmt: skip


@pytest.mark.parametrize(("code", "given"), [pytest.param(*row, id=row[0]) for row in SITUATIONS])
def test_the_situation_and_its_first_true_variant(code, given):
    found = chosen(given)
    assert found.code == code
    assert found.text
    assert "{" not in found.text
    assert found.listener == MARINA


def test_the_founding_family_hears_an_apology():
    found = chosen(facts(**UNTOLD))
    assert found.text == (
        "Простите, мы должны были рассказать об этом раньше. Бесплатная Семейная карта действует"
        " с 1 сентября\u00a02025 года. Захотите — засчитаем визиты за девяносто\u00a0дней."
    )
    assert found.must == (
        "Семейная карта",
        "бесплатно",
        "7\u00a0% баллами",
        "визиты за 90\u00a0дней",
        "за них 630\u00a0баллов",
    )
    assert [objection.code for objection in found.objections] == [
        "not_needed", "my_data", "will_expire", "pennies", "nobody_said", "neighbour", "no_time",
        "discount_now", "ask_spouse",
    ]  # fmt: skip
    pennies = next(o for o in found.objections if o.code == "pennies")
    assert pennies.answer.replace("\u00a0", " ") == (
        "Посчитаем вместе: за двенадцать семейных визитов по 3 000 ₽ карта вернёт"
        " 2 520 баллов, это 2 520 ₽."
    )


def test_and_in_ukrainian():
    given = facts(**UNTOLD | {"language": Language.UK, "address": "Марино Вікторівно"})
    assert chosen(given, starter("uk")).text == (
        "Вибачте, ми мали розповісти про це раніше. Безкоштовна Сімейна картка діє"
        " з 1 вересня\u00a02025 року. Захочете — зарахуємо візити за девʼяносто\u00a0днів."
    )


def test_never_heard_is_answered_with_an_apology_not_said_before():
    given = facts(**UNTOLD)
    first = apology(given, BOOK, TERMS)
    assert first.code == "P11/2"
    assert first.text.startswith("Вы правы, это наше упущение, извините.")
    heard = replace(given, status=ToldStatus(phrases=frozenset({"P11/1", "P11/2"})))
    assert apology(heard, BOOK, TERMS).code == "P11/3"
    phone = replace(given, channel=Channel.PHONE)
    assert apology(phone, BOOK, TERMS).code == "P11/3"
    everything = frozenset(f"P11/{n}" for n in range(1, 9))
    last = apology(replace(given, status=ToldStatus(phrases=everything)), BOOK, TERMS)
    assert (last.variant, last.text) == (OWN_WORDS, "")
    assert last.must


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"visits_untold": 2, "untold_since": date(2026, 5, 3)}, "P6/1"),
        ({"visits_untold": 2, "untold_since": date(2026, 5, 2)}, "P11/1"),
        ({"visits_untold": 3, "untold_since": date(2026, 10, 1)}, "P11/1"),
        ({"household_told": True}, "P6/1"),
    ],
)
def test_an_apology_is_due_from_three_visits_or_half_a_year(change, code):
    assert chosen(facts(**UNTOLD | change)).code == code


def test_a_variant_is_never_repeated_to_the_same_person():
    heard: set[str] = set()
    for expected in ("P4/1", "P4/2", "P4/0"):
        found = chosen(facts(status=ToldStatus(phrases=frozenset(heard))))
        assert found.code == expected
        heard.add(found.code)
    assert found.must == ("Семейная карта", "бесплатно", "7\u00a0% баллами")
    assert found.note is not None


def test_who_prefers_silence_is_handed_the_sheet():
    found = chosen(facts(prefers_silence=True))
    assert (found.channel, found.variant, found.text) == (Channel.PAPER, OWN_WORDS, "")
    assert found.note is not None
    assert silent(facts(prefers_silence=True, **HOLDER)).reason is SilenceReason.PREFERS_SILENCE


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"emergency": True}, SilenceReason.EMERGENCY),
        ({"answered": True}, SilenceReason.ANSWERED),
        ({"household_today": True}, SilenceReason.HOUSEHOLD_TODAY),
        ({"do_not_mention": True}, SilenceReason.DO_NOT_MENTION),
        ({"fully_insured": True}, SilenceReason.INSURED),
        ({"refuses_data": True}, SilenceReason.NO_DATA),
        ({"listener": None}, SilenceReason.NO_LISTENER),
        ({"declined_on": date(2026, 8, 1)}, SilenceReason.DECLINED),
        ({"is_holder": True, "is_member": True}, SilenceReason.NOTHING_TO_SAY),
        ({"joined_now": True, "is_holder": True, "answered": True}, SilenceReason.ANSWERED),
    ],
)
def test_silence_and_why(change, reason):
    assert silent(facts(**change)).reason is reason


def test_told_recently_says_nothing_unless_asked():
    found = silent(facts(told_on=date(2026, 10, 1)))
    assert (found.reason, found.until) == (SilenceReason.TOLD_RECENTLY, date(2026, 11, 30))
    assert found.if_asked is not None
    assert found.if_asked.code == "P10/1"


def test_an_emergency_silences_even_the_apology():
    assert silent(facts(**UNTOLD | {"emergency": True})).reason is SilenceReason.EMERGENCY


def test_the_escort_of_a_child_hears_no_balance():
    given = facts(with_other=True, family_member=False, **HOLDER)
    assert silent(given).reason is SilenceReason.NOTHING_TO_SAY


def test_a_caller_hears_the_balance_only_when_identified():
    given = facts(Channel.PHONE, **HOLDER, booked_day=date(2026, 11, 20), identified=False)
    assert silent(given).reason is SilenceReason.NOTHING_TO_SAY


def test_without_a_form_of_address_the_phrase_begins_with_its_next_word():
    assert chosen(facts(address="")).text.startswith("Рады видеть вас снова.")


def test_after_paying_the_family_hears_what_it_has_in_all():
    given = facts(OUT, **FAMILY | HOLDER | {"credited_today": True, "held": 224})
    assert chosen(given).text.replace("\u00a0", " ") == (
        "Сегодня семейный счёт пополнился на 224 балла, теперь на нём 1 424 балла."
        " Баллами можно оплатить до половины следующего визита любого из вас."
    )


def test_a_day_of_this_year_is_said_without_it():
    assert "Доктор ждёт вас 20 ноября." in chosen(facts(OUT, next_visit=date(2026, 11, 20))).text
    given = facts(OUT, next_visit=date(2027, 1, 20))
    assert "20 января\u00a02027 года" in chosen(given).text


WITHHELD: list[Any] = [
    ({"earning": {"retroactive_days": 0}}, facts(**UNTOLD), "P11/4"),
    ({"earning": {"percent": "0"}}, facts(visit_number=1), "P2/0"),
    ({"earning": {"minimum_bill": "500"}}, facts(Channel.PHONE, Stage.POTENTIAL), "P1/2"),
    (
        {"redemption": {"cap_percent": "0"}},
        facts(OUT, next_visit=DAY, retroactive_points=9),
        "P5/2",
    ),
    ({"family": {"max_members": 1}}, facts(**FAMILY), "P4/1"),
]


@pytest.mark.parametrize(("tables", "given", "code"), WITHHELD)
def test_a_phrase_untrue_under_the_terms_is_withheld(tables, given, code):
    assert chosen(given, changed(tables)).code == code


def test_a_young_programme_does_not_promise_ninety_days_back():
    given = replace(facts(**UNTOLD), programme_began=date(2026, 9, 1))
    assert chosen(given).code == "P11/4"


@pytest.mark.parametrize(
    ("tables", "drop", "fragment"),
    [
        ({}, (), "двадцать четыре месяца с последнего визита семьи"),
        ({"expiry": {"mode": "after_earning"}}, (), "двадцать четыре месяца со дня начисления"),
        ({"expiry": {"mode": "after_last_visit", "days": 365}}, ("expiry.months",), "365 дней с"),
        ({"expiry": {"mode": "never"}}, ("expiry.months",), "Баллы не сгорают"),
        ({"expiry": {"mode": "end_of_year"}}, ("expiry.months",), "Срок баллов указан"),
    ],
)
def test_the_answer_to_they_will_expire_follows_the_terms(tables, drop, fragment):
    found = chosen(facts(), changed(tables, drop=drop))
    answer = next(o.answer for o in found.objections if o.code == "will_expire")
    assert fragment in answer.replace("\u00a0", " ")


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize(("code", "given"), [pytest.param(*row, id=row[0]) for row in SITUATIONS])
def test_every_phrase_comes_out_whole_in_every_language(code, given, language):
    found = chosen(replace(given, language=language))
    assert found.code == code
    said = [found.text, *found.must, *(o.answer for o in found.objections)]
    assert not any(mark in text for text in said for mark in "{}|")
    if found.kind is PhraseKind.HOLDER:
        assert found.objections == ()


def test_every_situation_is_walked_here():
    assert {Situation(code.split("/")[0]) for code, _ in SITUATIONS} == set(Situation)
