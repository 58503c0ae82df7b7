"""Medical words in a note: a record of the front desk holds none (product/law.md R8, U6).

A list of stems in three languages, compared with the beginnings of words.  It warns and never
forbids: a false alarm must not cost a note, and a list cannot know everything.
"""

from __future__ import annotations

import re

from reception.rules.names import fold

_STEMS = """
диагноз симптом болезн заболев недуг лечен лечит лекарств препарат таблет укол инъекц анализ
операц хирург беремен роды аборт бесплод климакс менопауз
кариес пульпит периодонт пародонт гингивит имплант зуб десн протез прикус
аллерг астм диабет инсулин гипертон давлени инфаркт инсульт сердц аритм эпилеп
онко опухол рак метастаз химиотерап вич спид гепатит туберкул сифилис венер герпес
депресс шизофрен психиатр психич невроз наркоман алкогол зависим инвалид
остеохондр артрит артроз грыж перелом гастрит язва желудк печен почк щитовидк гормон мигрен
діагноз симптом хвороб захворюв ліку ліки препарат таблет укол ін'єкц аналіз операц хірург
вагітн пологи аборт безплід клімакс карієс пульпіт пародонт імплант ясн протез прикус
алерг астм діабет інсулін гіпертон тиск інфаркт інсульт серц аритм епілеп
онко пухлин рак метастаз хіміотерап віл снід гепатит туберкульоз сифіліс герпес
депрес шизофрен психіатр психіч невроз наркоман алкогол залежн інвалід
остеохондр артрит артроз грижа перелом гастрит виразк шлунк печінк нирк щитоподібн гормон мігрен
diagnos symptom disease illness treatment medicin medication drug tablet injection surgery
pregnan abort infertil caries pulpitis periodont implant denture
allerg asthma diabet insulin hypertens heart arrhythm epilep
cancer tumour tumor oncolog chemo hiv aids hepatitis tubercul syphilis herpes
depress schizophren psychiatr neuros addict alcohol disab
arthritis arthrosis hernia fracture gastritis ulcer liver kidney thyroid hormon migraine
"""
_WHOLE = frozenset(
    {
        "рак",
        "раку",
        "рака",
        "зуб",
        "зуба",
        "зубы",
        "зуби",
        "вич",
        "віл",
        "тиск",
        "тиску",
        "спид",
        "снід",
        "роды",
        "пологи",
    }
)
"""Stems so short that only the whole word counts."""

_FOLDED = tuple(sorted({fold(stem) for stem in _STEMS.split()} - {fold(one) for one in _WHOLE}))
_FOLDED_WHOLE = frozenset(fold(one) for one in _WHOLE)
_WORD = re.compile(r"[^\W\d_]+(?:['’ʼ][^\W\d_]+)*")


def medical_word(text: str) -> str | None:
    """The first word of a text that speaks of health, as it was typed; None where none does."""
    for word in _WORD.findall(text):
        folded = fold(word)
        if folded in _FOLDED_WHOLE or folded.startswith(_FOLDED):
            return str(word)
    return None
