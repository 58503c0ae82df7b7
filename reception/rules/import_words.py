"""The words of clinics' exports in three languages, and the values they stand for."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import TypeVar

from reception.rules.names import fold
from reception.translation import Language
from reception.values.choices import Relation, Sex, VisitStatus

V = TypeVar("V")

_SEX: Mapping[Sex, str] = {
    Sex.FEMALE: "ж|жен|женский|женщина|жін|жіноча|жінка|f|female|w|woman|2",
    Sex.MALE: "м|муж|мужской|мужчина|ч|чол|чоловіча|чоловік|m|male|man|1",
}
_LANGUAGE: Mapping[Language, str] = {
    Language.RU: "ru|рус|русский|рос|російська|росийська|russian|rus",
    Language.UK: "uk|ua|укр|українська|украинский|ukrainian|ukr",
    Language.EN: "en|eng|англ|английский|англійська|english",
}
_RELATION: Mapping[Relation, str] = {
    Relation.HEAD: "head|head of the family|глава|глава семьи|голова|голова родини|сам|сама|сам пациент|self",
    Relation.SPOUSE: "spouse|супруг или супруга|чоловік або дружина|супруг|супруга|супруг(а)|муж|жена|чоловік|дружина|чоловік/дружина"
    "|подружжя|husband|wife|супруги|партнёр|партнер",
    Relation.CHILD: "child|ребёнок|сын|дочь|дитина|син|дочка|донька|son|daughter|пасынок"
    "|падчерица|усыновлённый",
    Relation.PARENT: "parent|отец или мать|батько або мати|мать|мама|отец|папа|родитель|мати|батько|тато|mother|father",
    Relation.SIBLING: "sibling|brother or sister|брат или сестра|брат або сестра|брат|сестра|brother|sister",
    Relation.GRANDPARENT: "grandparent|бабушка или дедушка|бабуся або дідусь|бабушка|дедушка|бабуся|дідусь|баба|дід|grandmother"
    "|grandfather",
    Relation.OTHER: "other|relative|другое|другой|иное|родственник|родственница|інше|інший|родич|родичка"
    "|тётя|дядя|внук|внучка|племянник|племянница|тітка|дядько|онук|онука",
}
_STATUS: Mapping[VisitStatus, str] = {
    VisitStatus.PLANNED: "planned|expected|ожидается|очікується|запланирован|запланировано|записан|запись|заплановано"
    "|запланований|записаний|booked|scheduled|подтверждён|підтверджено|confirmed",
    VisitStatus.ARRIVED: "arrived|here|здесь|тут|пришёл|пришла|явился|прийшов|прийшла|ожидает|очікує|waiting",
    VisitStatus.IN_ROOM: "in_room|in the room|в кабинете|на приёме|у кабінеті|на прийомі|in progress",
    VisitStatus.DONE: "done|состоялся|состоялась|состоялось|завершён|завершено|выполнен|выполнено"
    "|принят|принята|відбувся|відбулася|відбулося|завершений|виконано|прийнято|completed|finished"
    "|оказана|надано",
    VisitStatus.CANCELLED: "cancelled|canceled|отменён|отменена|отменено|отмена|скасовано"
    "|скасований|скасування|відмінено|відмова|отказ",
    VisitStatus.NO_SHOW: "no_show|no-show|no show|неявка|не явился|не явилась|не пришёл|не пришла"
    "|не з'явився|не з'явилася|не прийшов|не прийшла",
}
_YES = "да|д|yes|y|так|т|1|+|true|истина|істина|есть|є|v|✓|✔|x|х|согласен|согласна|згоден|згодна|on"
_NO = "нет|н|no|n|ні|0|-|–|—|false|ложь|хибність|немає|не согласен|не согласна|не згоден|не згодна|off"

_GROUPS: tuple[tuple[str, str], ...] = (
    ("outside-laboratory", r"внешн\w* лаб|зовнишн\w* лаб|сторонн\w* лаб|outside.?lab|external lab"),
    ("insurance", r"страхов|\bдмс\b|\bомс\b|insur"),
    ("medicines", r"лекарств|медикамент|\bлики\b|\bаптек|medicine|pharmac|drug"),
    ("dentistry", r"стоматолог|\bзуб|dent|ортодонт|имплант"),
    ("vaccination", r"вакцин|прививк|щеплен|vaccin"),
    ("laboratory", r"анализ|лаборатор|\blab"),
    (
        "diagnostics",
        (
            r"\bузи\b|\bузд\b|\bмрт\b|\bкт\b|\bекг\b|рентген|диагн|ультразвук|ендоскоп"
            r"|diagnos|ultrasound|x.?ray|\bмаммограф|\bфлюорограф"
        ),
    ),
    ("surgery", r"операци|хирург|surgery"),
    ("physiotherapy", r"физио|physio|\bлфк\b"),
    ("massage", r"массаж|масаж|massage"),
    ("cosmetology", r"косметолог|cosmet"),
    ("certificates", r"справк|довидк|медосмотр|медогляд|certificate"),
    ("home-visit", r"на дом|додому|виизд|home visit"),
    ("procedures", r"процедур|укол|инекц|перевязк|капелниц|procedur|манипуляц"),
    ("consultation", r"прие?и?о?м|консульт|осмотр|огляд|visit|consult|appointment"),
)


def _lookup(table: Mapping[V, str]) -> dict[str, V]:
    return {_key(word): value for value, words in table.items() for word in words.split("|")}


@lru_cache(maxsize=4096)
def _key(text: str) -> str:
    return fold(text).replace("_", " ").rstrip(".")


_SEXES, _LANGUAGES, _RELATIONS = _lookup(_SEX), _lookup(_LANGUAGE), _lookup(_RELATION)
_STATUSES = _lookup(_STATUS)
_ANSWERS = {word.casefold(): True for word in _YES.split("|")} | {
    word.casefold(): False for word in _NO.split("|")
}
_GROUP_PATTERNS = tuple((code, re.compile(pattern)) for code, pattern in _GROUPS)
_LATIN = dict(
    zip(
        "абвгдезиклмнопрстуфхцчшщюя",
        [
            "a",
            "b",
            "v",
            "h",
            "d",
            "e",
            "z",
            "y",
            "k",
            "l",
            "m",
            "n",
            "o",
            "p",
            "r",
            "s",
            "t",
            "u",
            "f",
            "kh",
            "ts",
            "ch",
            "sh",
            "shch",
            "yu",
            "ya",
        ],
        strict=True,
    )
) | {"ж": "zh"}


def sex_of(text: str) -> Sex | None:
    """«ж», «ч», «male» and so on; None where the word is none of these."""
    return _SEXES.get(_key(text))


def language_of(text: str) -> Language | None:
    """The language named by «укр», «рос», «English» and the like."""
    return _LANGUAGES.get(_key(text))


def relation_of(text: str) -> Relation | None:
    """What a member is to the head: «супруг(а)», «дитина», «mother» and so on."""
    return _RELATIONS.get(_key(text))


def status_of(text: str) -> VisitStatus | None:
    """The status named by «Состоялся», «скасовано», «no-show» and the like."""
    return _STATUSES.get(_key(text))


def answer_of(text: str) -> bool | None:
    """Yes or no in any form; None for anything that is not plainly one of them."""
    plain = text.strip().casefold().rstrip(".!")
    return _ANSWERS.get(plain)


def group_of(service: str) -> str | None:
    """The code of a service's group by its name, or None where no word of it is known."""
    folded = fold(service)
    if folded.replace(" ", "-") in {code for code, _ in _GROUPS}:
        return folded.replace(" ", "-")
    return next((code for code, pattern in _GROUP_PATTERNS if pattern.search(folded)), None)


def new_group_code(service: str) -> str:
    """A readable code for a group that is not known yet: «Косметология» → «kosmetolohyia»."""
    letters = "".join(_LATIN.get(ch, ch) for ch in fold(service))
    return re.sub(r"[^a-z0-9]+", "-", letters).strip("-")[:60] or "other"
