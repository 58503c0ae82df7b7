"""Sentences of the rules sheet about bonuses, past visits and promotions (T7 to T9, T14).

A part of `reception/rules/sheet_texts.py`, in the same notation.
"""

from __future__ import annotations

from collections.abc import Mapping

from reception.values.localized_text import LocalizedText

_T = LocalizedText

BONUS_TEXTS: Mapping[str, LocalizedText] = {
    # --- T7 to T9: bonuses ---
    "welcome": _T(
        "При вступлении начисляем"
        " {welcome|приветственный балл|приветственных балла|приветственных баллов},"
        " один раз на семейный счёт, если у вас ещё не было счёта.",
        "Під час приєднання нараховуємо"
        " {welcome|вітальний бал|вітальні бали|вітальних балів},"
        " один раз на сімейний рахунок, якщо у вас ще не було рахунку.",
        "On joining we add {welcome|welcome point|welcome points}, once per family account,"
        " if you have had no account before.",
    ),
    "retroactive": _T(
        "Засчитываем оплаченные визиты за {retroactive_days|день|дня|дней} до вступления,"
        " но только с начала программы.",
        "Зараховуємо оплачені візити за {retroactive_days|день|дні|днів} до приєднання,"
        " але лише від початку програми.",
        "Paid visits in the {retroactive_days|day|days} before joining count too,"
        " but only since the programme began.",
    ),
    "retroactive_none": _T(
        "Визиты до вступления не засчитываем.",
        "Візити до приєднання не зараховуємо.",
        "Visits before joining do not count.",
    ),
    "birthday": _T(
        "В день рождения каждого участника начисляем {birthday_points|балл|балла|баллов};"
        " срок действия — {birthday_days|день|дня|дней}.",
        "У день народження кожного учасника нараховуємо {birthday_points|бал|бали|балів};"
        " строк дії — {birthday_days|день|дні|днів}.",
        "On each member’s birthday we add {birthday_points|point|points},"
        " valid for {birthday_days|day|days}.",
    ),
    "birthday_same_day": _T(
        "В день рождения каждого участника начисляем {birthday_points|балл|балла|баллов};"
        " потратить можно в тот же день.",
        "У день народження кожного учасника нараховуємо {birthday_points|бал|бали|балів};"
        " витратити можна того самого дня.",
        "On each member’s birthday we add {birthday_points|point|points}, valid that day.",
    ),
    "referral": _T(
        "За рекомендацию начисляем: вам — {referrer_points|балл|балла|баллов},"
        " новому пациенту — {newcomer_points|балл|балла|баллов}.",
        "За рекомендацію нараховуємо: вам — {referrer_points|бал|бали|балів},"
        " новому пацієнтові — {newcomer_points|бал|бали|балів}.",
        "For a referral we add {referrer_points|point|points} for you and"
        " {newcomer_points|point|points} for the new patient.",
    ),
    "referral_when": _T(
        "Нужен первый визит нового пациента в течение {referral_days|дня|дней|дней}"
        " после рекомендации.",
        "Потрібен перший візит нового пацієнта протягом {referral_days|дня|днів|днів}"
        " після рекомендації.",
        "The new patient’s first visit must take place within {referral_days|day|days}"
        " of the referral.",
    ),
    "referral_when_minimum": _T(
        "Нужен визит нового пациента с оплатой деньгами от {referral_minimum}"
        " в течение {referral_days|дня|дней|дней} после рекомендации.",
        "Потрібен візит нового пацієнта з оплатою грошима від {referral_minimum}"
        " протягом {referral_days|дня|днів|днів} після рекомендації.",
        "The new patient must pay {referral_minimum} or more for a visit within"
        " {referral_days|day|days} of the referral.",
    ),
    # --- T14: promotions ---
    "promotions": _T(
        "Акции действуют, только если их условия и даты указаны в этой памятке или на стойке"
        " администратора.",
        "Акції діють, лише якщо їхні умови й дати вказано в цій памʼятці або на стійці рецепції.",
        "Promotions apply only if their terms and dates are on this sheet or at the reception"
        " desk.",
    ),
    "promotions_exclusive": _T(
        "Между собой они не складываются.",
        "Між собою вони не поєднуються.",
        "They do not combine with each other.",
    ),
    "promotions_stack": _T(
        "Между собой они складываются.",
        "Між собою вони поєднуються.",
        "They do combine with each other.",
    ),
    "promotions_some_stack": _T(
        "Между собой складываются только такие: {stacking}.",
        "Між собою поєднуються лише такі: {stacking}.",
        "Only these combine with each other: {stacking}.",
    ),
    "promotion": _T(
        "«{promotion_name}», с {first_day} по {last_day} включительно: {benefit}.",
        "«{promotion_name}», з {first_day} до {last_day} включно: {benefit}.",
        "“{promotion_name}”, {first_day} to {last_day} inclusive: {benefit}.",
    ),
    "benefit_multiplier": _T(
        "баллы умножаем на {multiplier}",
        "бали множимо на {multiplier}",
        "points are multiplied by {multiplier}",
    ),
    "benefit_extra_percent": _T(
        "ещё {extra_percent}% баллами", "ще {extra_percent}% балами", "a further {extra_percent}%"
    ),
    "benefit_extra_points": _T(
        "ещё {extra_points|балл|балла|баллов} за визит",
        "ще {extra_points|бал|бали|балів} за візит",
        "{extra_points|more point|more points} a visit",
    ),
    "benefit_groups": _T(", на услуги: {groups}", ", на послуги: {groups}", ", on: {groups}"),
    "benefit_uses": _T(
        ", не больше {uses|визита|визитов|визитов} на пациента",
        ", не більше ніж {uses|візит|візити|візитів} на пацієнта",
        ", at most {uses|visit|visits} per patient",
    ),
}
