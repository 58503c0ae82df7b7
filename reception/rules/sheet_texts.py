"""The sentences of the rules sheet in three languages, one for every mode the terms allow.

Patterns of `reception/rules/patterns.py`; source: product/content.md 4.3.  Which of them hold
is decided in `reception/rules/sheet.py`; no figure stands here.
"""

from __future__ import annotations

from collections.abc import Mapping

from reception.rules.bonus_texts import BONUS_TEXTS
from reception.values.localized_text import LocalizedText

_T = LocalizedText

SHEET_TEXTS: Mapping[str, LocalizedText] = {
    # --- In short ---
    "short_start": _T("Коротко: ", "Коротко: ", "In short: "),
    "short_free": _T("карта бесплатная", "картка безкоштовна", "the card is free"),
    "short_family": _T(
        "счёт один на всю семью", "рахунок один на всю родину", "one account for the family"
    ),
    "short_percent": _T(
        "{percent}% оплаты возвращаем баллами",
        "{percent}% оплати повертаємо балами",
        "{percent}% comes back in points",
    ),
    "short_percent_tiers": _T(
        "от {percent}% оплаты возвращаем баллами",
        "від {percent}% оплати повертаємо балами",
        "{percent}% or more comes back in points",
    ),
    "short_cap": _T(
        "баллами можно оплатить до {cap}% стоимости визита",
        "балами можна оплатити до {cap}% вартості візиту",
        "points cover up to {cap}% of a visit",
    ),
    # --- T1: the card ---
    "card": _T(
        "Карта бесплатная, выдаём её сразу любому пациенту с 18 лет. Минимальной суммы трат нет.",
        "Картка безкоштовна, видаємо її одразу будь-якому пацієнтові від 18 років."
        " Мінімальної суми витрат немає.",
        "The card is free and issued at once to any patient aged 18 or over. No minimum spend.",
    ),
    # --- T2: what comes back ---
    "percent": _T(
        "Возвращаем баллами {percent}% суммы, оплаченной деньгами.",
        "Повертаємо балами {percent}% суми, сплаченої грошима.",
        "{percent}% of what you pay in money comes back in points.",
    ),
    "percent_none": _T(
        "За оплату визитов баллы не начисляем.",
        "За оплату візитів бали не нараховуємо.",
        "Paying for a visit earns no points.",
    ),
    "minimum_bill": _T(
        "Баллы начисляем за визиты стоимостью от {minimum_bill}.",
        "Бали нараховуємо за візити вартістю від {minimum_bill}.",
        "Points are earned on visits priced at {minimum_bill} or more.",
    ),
    "tier": _T(
        "Уровень «{tier_name}»: {tier_percent}%, если за {tier_months|месяц|месяца|месяцев}"
        " до визита участники счёта оплатили от {tier_spend}.",
        "Рівень «{tier_name}»: {tier_percent}%, якщо за {tier_months|місяць|місяці|місяців}"
        " до візиту учасники рахунку сплатили від {tier_spend}.",
        "“{tier_name}” tier: {tier_percent}% once account members have paid {tier_spend} or more"
        " in the {tier_months|month|months} before.",
    ),
    "point_value": _T(
        "1\u00a0балл = {point_value}.",
        "1\u00a0бал = {point_value}.",
        "1\u00a0point = {point_value}.",
    ),
    "rounding_half_up": _T(
        "Половину балла и больше округляем до целого.",
        "Половину бала й більше округлюємо до цілого.",
        "Half a point or more is rounded up.",
    ),
    "rounding_up": _T(
        "Неполный балл округляем до целого.",
        "Неповний бал округлюємо до цілого.",
        "A part of a point is rounded up.",
    ),
    "same_for_all": _T(
        "Условия одинаковы для всех.", "Умови однакові для всіх.", "The same for everyone."
    ),
    # --- T3: the family ---
    "family": _T(
        "На одном семейном счёте — до {max_members|человека|человек|человек}: вы и ваши близкие."
        " Взрослые вступают сами, детей вписывают родители или опекуны.",
        "На одному сімейному рахунку — до {max_members|особи|осіб|осіб}: ви та ваші близькі."
        " Дорослі приєднуються самі, дітей вписують батьки або опікуни.",
        "One family account is for up to {max_members|person|people}: you and those close to you."
        " Adults join in person; parents or guardians add children.",
    ),
    "family_of_one": _T(
        "Счёт открываем на одного взрослого пациента.",
        "Рахунок відкриваємо на одного дорослого пацієнта.",
        "An account is for one adult patient.",
    ),
    "leaver_takes_along": _T(
        "Выходя из счёта, участник забирает остаток баллов за свои визиты.",
        "Виходячи з рахунку, учасник забирає залишок балів за свої візити.",
        "A member who leaves takes along what is left of the points from their own visits.",
    ),
    # --- T4: how much, from when ---
    "cap": _T(
        "Баллами можно оплатить до {cap}% стоимости визита.",
        "Балами можна оплатити до {cap}% вартості візиту.",
        "Points cover up to {cap}% of the price of a visit.",
    ),
    "cap_none": _T(
        "Оплачивать визиты баллами нельзя.",
        "Оплачувати візити балами не можна.",
        "Visits cannot be paid for with points.",
    ),
    "minimum_points": _T(
        "За один раз списываем не меньше {minimum_points|балла|баллов|баллов}.",
        "За один раз списуємо щонайменше {minimum_points|бал|бали|балів}.",
        "At least {minimum_points|point|points} must be used at a time.",
    ),
    "step": _T(
        "Списываем порциями по {step|баллу|балла|баллов}.",
        "Списуємо порціями по {step|балу|бали|балів}.",
        "Points are used in portions of {step}.",
    ),
    "usable_at_once": _T(
        "Начисленные баллы доступны сразу.",
        "Нараховані бали доступні одразу.",
        "Points earned can be used at once.",
    ),
    "usable_next_day": _T(
        "Начисленные баллы доступны со следующего дня.",
        "Нараховані бали доступні з наступного дня.",
        "Points earned can be used from the next day.",
    ),
    "usable_after": _T(
        "Начисленные баллы доступны через {hold_days|день|дня|дней}.",
        "Нараховані бали доступні через {hold_days|день|дні|днів}.",
        "Points earned can be used after {hold_days|day|days}.",
    ),
    # --- T5: exceptions ---
    "excluded_both": _T(
        "Баллы не начисляем и не списываем в таких случаях: {not_earning}."
        " Во всех остальных случаях начисляем и списываем.",
        "Бали не нараховуємо й не списуємо в таких випадках: {not_earning}."
        " У всіх інших випадках нараховуємо й списуємо.",
        "Points are neither earned nor spent on: {not_earning}. On everything else they are.",
    ),
    "excluded_each": _T(
        "Баллы не начисляем в таких случаях: {not_earning}."
        " Баллы не списываем в таких случаях: {not_spending}."
        " Во всех остальных случаях начисляем и списываем.",
        "Бали не нараховуємо в таких випадках: {not_earning}."
        " Бали не списуємо в таких випадках: {not_spending}."
        " У всіх інших випадках нараховуємо й списуємо.",
        "Points are not earned on: {not_earning}. Points are not spent on: {not_spending}."
        " On everything else they are earned and spent.",
    ),
    "excluded_earning": _T(
        "Баллы не начисляем в таких случаях: {not_earning}. Списываем во всех случаях.",
        "Бали не нараховуємо в таких випадках: {not_earning}. Списуємо в усіх випадках.",
        "Points are not earned on: {not_earning}. They can be spent on everything.",
    ),
    "excluded_spending": _T(
        "Баллы не списываем в таких случаях: {not_spending}. Начисляем во всех случаях.",
        "Бали не списуємо в таких випадках: {not_spending}. Нараховуємо в усіх випадках.",
        "Points are not spent on: {not_spending}. They are earned on everything.",
    ),
    "excluded_none": _T(
        "Баллы начисляем и списываем за все услуги без исключений.",
        "Бали нараховуємо й списуємо за всі послуги без винятків.",
        "Points are earned and spent on every service, without exceptions.",
    ),
    # --- T6: how long points live ---
    "life_after_last_visit": _T(
        "Баллы действуют {life} с последнего визита любого участника счёта.",
        "Бали діють {life} від останнього візиту будь-якого учасника рахунку.",
        "Points last {life} from the last visit of any account member.",
    ),
    "life_after_earning": _T(
        "Баллы действуют {life} со дня начисления.",
        "Бали діють {life} від дня нарахування.",
        "Points last {life} from the day they are earned.",
    ),
    "life_end_of_month": _T(
        "Баллы действуют до конца месяца, в котором начислены.",
        "Бали діють до кінця місяця, у якому нараховані.",
        "Points last until the end of the month in which they are earned.",
    ),
    "life_end_of_month_later": _T(
        "Баллы действуют {life} со дня начисления и дальше до конца месяца.",
        "Бали діють {life} від дня нарахування й далі до кінця місяця.",
        "Points last {life} from the day they are earned and on to the end of that month.",
    ),
    "life_end_of_year": _T(
        "Баллы действуют до конца года, в котором начислены.",
        "Бали діють до кінця року, у якому нараховані.",
        "Points last until the end of the year in which they are earned.",
    ),
    "life_end_of_year_later": _T(
        "Баллы действуют {life} со дня начисления и дальше до конца года.",
        "Бали діють {life} від дня нарахування й далі до кінця року.",
        "Points last {life} from the day they are earned and on to the end of that year.",
    ),
    "life_never": _T("Баллы не сгорают.", "Бали не згоряють.", "Points do not expire."),
    "warning": _T(
        "За {warn_days|день|дня|дней} до сгорания предупредим.",
        "За {warn_days|день|дні|днів} до згоряння попередимо.",
        "We warn you {warn_days|day|days} before they expire.",
    ),
    "life_months": _T(
        "{life_months|месяц|месяца|месяцев}",
        "{life_months|місяць|місяці|місяців}",
        "{life_months|month|months}",
    ),
    "life_days": _T(
        "{life_days|день|дня|дней}", "{life_days|день|дні|днів}", "{life_days|day|days}"
    ),
    # --- T10: refunds ---
    "refund": _T(
        "Если за услугу вернули деньги, потраченные на неё баллы возвращаем, начисленные снимаем.",
        "Якщо за послугу повернули кошти, витрачені на неї бали повертаємо, нараховані знімаємо.",
        "If a service is refunded, points spent on it come back and points earned on it are"
        " removed.",
    ),
    "refund_write_off": _T(
        "Долга перед клиникой не возникает.",
        "Боргу перед клінікою не виникає.",
        "No debt arises.",
    ),
    "refund_debt": _T(
        "Если их уже потратили, вычтем из следующих начислений.",
        "Якщо їх уже витратили, віднімемо з наступних нарахувань.",
        "If they are already spent, we take them from the next points earned.",
    ),
    # --- T11 to T13 ---
    "lost_card": _T(
        "Потерянную карту заменим бесплатно, баллы сохранятся. Если пластиковые карты закончились,"
        " сразу выдаём бумажную с теми же правами.",
        "Загублену картку замінимо безкоштовно, бали збережуться. Якщо пластикові картки"
        " закінчилися, одразу видаємо паперову з тими самими правами.",
        "A lost card is replaced free of charge, and the points are kept. If plastic cards have"
        " run out, we issue a paper card with the same rights at once.",
    ),
    "notice": _T(
        "Об ухудшении условий предупредим за {notice_days|день|дня|дней}; уже начисленные баллы"
        " сохраняют стоимость и срок.",
        "Про погіршення умов попередимо за {notice_days|день|дні|днів}; уже нараховані бали"
        " зберігають вартість і строк.",
        "We give {notice_days|day’s|days’} notice of any change for the worse; points already"
        " earned keep their value and life.",
    ),
    "notice_none": _T(
        "Условия могут измениться без предупреждения; уже начисленные баллы сохраняют стоимость"
        " и срок.",
        "Умови можуть змінитися без попередження; уже нараховані бали зберігають вартість і строк.",
        "Terms may change without notice; points already earned keep their value and life.",
    ),
    "closing": _T(
        "Если программа закроется, баллы можно будет тратить ещё {closing_days|день|дня|дней}.",
        "Якщо програма закриється, бали можна буде витрачати ще {closing_days|день|дні|днів}.",
        "If the programme closes, points can be spent for {closing_days|more day|more days}.",
    ),
    "closing_none": _T(
        "Если программа закроется, потратить баллы можно будет только до этого дня.",
        "Якщо програма закриється, витратити бали можна буде лише до цього дня.",
        "If the programme closes, points can be spent only until that day.",
    ),
    "privacy": _T(
        "Участники счёта видят общий баланс, но не чужие визиты. Диагнозов в программе нет.",
        "Учасники рахунку бачать спільний баланс, але не чужі візити. Діагнозів у програмі немає.",
        "Members see the common balance but not each other’s visits."
        " The programme holds no diagnoses.",
    ),
    # --- T15: questions ---
    "questions": _T(
        "Лечение и отношение к вам не зависят от карты. Вопросы: {contact}; ответим в течение"
        " {answer_days|дня|дней|дней}.",
        "Лікування та ставлення до вас не залежать від картки. Запитання: {contact}; відповімо"
        " протягом {answer_days|дня|днів|днів}.",
        "Your care and our attitude to you never depend on the card. Questions: {contact};"
        " we answer within {answer_days|day|days}.",
    ),
    **BONUS_TEXTS,
}
