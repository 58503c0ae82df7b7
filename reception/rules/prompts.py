"""Phrases about the programme as frozen values: read from the starter text, checked, found again.

The words are data (resources/starter/prompts.toml, in product/content.md's notation); reading
the file is the caller's.  Which phrase applies is decided in `reception/rules/mentions.py`.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, TypeVar

from reception.errors import InvalidInput, toml_reason
from reception.rules.patterns import pattern_faults
from reception.translation import Language, Message, msg
from reception.values.choices import Channel
from reception.values.localized_text import LocalizedText


class Situation(StrEnum):
    """When something is said; P1 to P15 as product/content.md 4.4 numbers them."""

    POTENTIAL_BY_PHONE = "P1"
    FIRST_CHECK_IN = "P2"
    FIRST_CHECKOUT = "P3"
    REPEAT_CHECK_IN = "P4"
    REPEAT_CHECKOUT = "P5"
    FAMILY_CHECK_IN = "P6"
    LOYAL = "P7"
    PARENT_WITH_CHILD = "P8"
    DECLINED_EARLIER = "P9"
    TOLD_RECENTLY = "P10"
    NEVER_TOLD = "P11"
    PATIENT_BY_PHONE = "P12"
    PLASTIC_OUT = "P13"
    OTHER_WITH_CHILD = "P14"
    FAMILY_CHECKOUT = "P15"
    WAITING = "P16"
    CALL_AFTER = "P17"
    SINGLE_CHECK_IN = "P18"
    SINGLE_CHECKOUT = "P19"


class PhraseKind(StrEnum):
    """What a phrase does: tells (card and one benefit), asks first, or speaks to a holder."""

    TELLS = "tells"
    OPENS = "opens"
    HOLDER = "holder"


class Said(StrEnum):
    """When a phrase has its turn: by itself, only when asked, or after “nobody told me”."""

    FIRST = "first"
    IF_ASKED = "if_asked"
    ANSWER = "answer"


class Need(StrEnum):
    """What must hold of terms and person for a phrase to be true; else it is withheld."""

    PERCENT = "percent"
    EVERY_VISIT = "every_visit"
    RETROACTIVE = "retroactive"
    RETROACTIVE_ANY = "retroactive_any"
    CAP = "cap"
    WELCOME = "welcome"
    FAMILY = "family"
    WARNING = "warning"
    LIFE_AFTER_LAST_VISIT = "life_after_last_visit"
    LIFE_AFTER_EARNING = "life_after_earning"
    LIFE_NEVER = "life_never"
    LIFE_IN_MONTHS = "life_in_months"
    LIFE_IN_DAYS = "life_in_days"
    NEVER_TOLD = "never_told"
    IDENTIFIED = "identified"
    FAMILY_MEMBER = "family_member"
    USABLE = "usable"
    USABLE_NOW = "usable_now"
    COVERS_HALF = "covers_half"
    PLASTIC_OWED = "plastic_owed"
    CREDITED_TODAY = "credited_today"
    BOOKED = "booked"


@dataclass(frozen=True)
class Phrase:
    """One variant of what is said in a situation; no `channels` means any."""

    situation: Situation
    variant: int
    kind: PhraseKind
    said: Said
    channels: frozenset[Channel]
    needs: frozenset[Need]
    must: tuple[str, ...]
    text: LocalizedText

    @property
    def code(self) -> str:
        """What a mention stores: "P11/1"."""
        return f"{self.situation.value}/{self.variant}"


@dataclass(frozen=True)
class Worded:
    """A text and what must hold for it."""

    needs: frozenset[Need]
    text: LocalizedText


@dataclass(frozen=True)
class Objection:
    """What a patient may say, and answers of which the first true one is given, once."""

    code: str
    said: LocalizedText
    answers: tuple[Worded, ...]


@dataclass(frozen=True)
class PromptBook:
    """All phrases, the facts that must be told, and the answers to objections."""

    phrases: tuple[Phrase, ...]
    facts: Mapping[str, Worded]
    objections: tuple[Objection, ...]

    def of(self, situation: Situation) -> tuple[Phrase, ...]:
        """The variants of a situation in their order."""
        return tuple(phrase for phrase in self.phrases if phrase.situation is situation)


Choice = TypeVar("Choice", bound=StrEnum)


def load(text: str) -> PromptBook:
    """The book a TOML text holds.

    Raises InvalidInput with every fault listed: where, what was found, what is allowed.
    """
    try:
        tree = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        message = msg("The phrases cannot be read: {reason}", reason=toml_reason(error))
        raise InvalidInput(message) from error
    reader = _Reader()
    book = PromptBook(
        tuple(reader.phrase(row, n) for n, row in enumerate(tree.get("phrases", []), 1)),
        {code: reader.worded(row, f"facts.{code}") for code, row in tree.get("facts", {}).items()},
        tuple(reader.objection(row, n) for n, row in enumerate(tree.get("objections", []), 1)),
    )
    reader.check(book)
    if reader.faults:
        raise InvalidInput(msg("The phrases cannot be used."), faults=reader.faults)
    return book


class _Reader:
    """Reads rows of the tree and remembers every fault on the way."""

    def __init__(self) -> None:
        self.faults: list[Message] = []

    def fault(self, where: str, found: object, allowed: str) -> None:
        self.faults.append(
            msg(
                "{where}: found {found}; allowed: {allowed}.",
                where=where,
                found=str(found),
                allowed=allowed,
            )
        )

    def phrase(self, row: Mapping[str, Any], number: int) -> Phrase:
        where = f"phrases {number}"
        variant = row.get("variant")
        if not isinstance(variant, int) or variant < 1:
            self.fault(f"{where}.variant", variant, "1, 2, 3 …")
            variant = number
        return Phrase(
            self.one(Situation, row.get("situation"), f"{where}.situation"),
            variant,
            self.one(PhraseKind, row.get("kind"), f"{where}.kind"),
            self.one(Said, row.get("said", "first"), f"{where}.said"),
            frozenset(self.many(Channel, row.get("channels", []), f"{where}.channels")),
            frozenset(self.many(Need, row.get("needs", []), f"{where}.needs")),
            tuple(row.get("must", [])),
            self.text(row, where),
        )

    def worded(self, row: Mapping[str, Any], where: str) -> Worded:
        needs = self.many(Need, row.get("needs", []), f"{where}.needs")
        return Worded(frozenset(needs), self.text(row, where))

    def objection(self, row: Mapping[str, Any], number: int) -> Objection:
        where = f"objections {number}"
        answers = row.get("answers", [])
        if not answers:
            self.fault(f"{where}.answers", "0", "1, 2, 3 …")
        return Objection(
            str(row.get("code", "")),
            self.text(row.get("said", {}), f"{where}.said"),
            tuple(self.worded(answer, f"{where}.answers") for answer in answers),
        )

    def text(self, row: Mapping[str, Any], where: str) -> LocalizedText:
        texts = {}
        for language in Language:
            text = row.get(language.value)
            if not isinstance(text, str) or not text.strip():
                self.fault(f"{where}.{language.value}", text, "text")
                text = ""
            for name in pattern_faults(text, language):
                self.fault(f"{where}.{language.value}", name, "{name|…}")
            texts[language.value] = text
        return LocalizedText.of(texts)

    def one(self, kind: type[Choice], value: object, where: str) -> Choice:
        try:
            return kind(str(value))
        except ValueError:
            self.fault(where, value, ", ".join(kind))
            return next(iter(kind))

    def many(self, kind: type[Choice], values: Iterable[object], where: str) -> list[Choice]:
        return [self.one(kind, value, where) for value in values]

    def check(self, book: PromptBook) -> None:
        """Each variant once, and every fact that must be told has its words."""
        seen: set[str] = set()
        for phrase in book.phrases:
            if phrase.code in seen:
                self.fault(phrase.code, phrase.variant, "1 ×")
            seen.add(phrase.code)
            for fact in phrase.must:
                if fact not in book.facts:
                    self.fault(f"{phrase.code}.must", fact, ", ".join(book.facts))
