"""Which phrase is said now, if any: by the family, the moment and what was said before.

At most one on a visit and for a family; never a variant the same person has heard; nothing that
is untrue under the terms; silence where it was asked for.  The order of situations is that of
the clinic's service standard: silence, escorts, pauses, apology, phone, child, loyal, family,
repeat, first, and the paper card after joining.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from reception.rules.mentions import LIMITS, MentionLimits, eligible
from reception.rules.patterns import Figure, day_in_words, fill, parameters_of
from reception.rules.prompt_facts import MentionFacts, apology_due, figures_of, needs_held
from reception.rules.prompts import (
    Need,
    Phrase,
    PhraseKind,
    PromptBook,
    Said,
    Situation,
    Worded,
)
from reception.rules.terms import Terms
from reception.translation import Language, Message, msg
from reception.values.choices import Channel, Stage
from reception.values.ids import PatientId

OWN_WORDS = 0
_ADDRESS = "{address}, "
_NEWS = frozenset({"suggestion", "change"})


class SilenceReason(StrEnum):
    """Why nothing is said now."""

    EMERGENCY = "emergency"
    ANSWERED = "answered"
    PREFERS_SILENCE = "prefers_silence"
    NOTHING_TO_SAY = "nothing_to_say"
    NO_LISTENER = "no_listener"
    MEMBER = "member"
    TOLD_RECENTLY = "told_recently"
    DECLINED = "declined"
    DO_NOT_MENTION = "do_not_mention"
    INSURED = "insured"
    NO_DATA = "no_data"
    HOUSEHOLD_TODAY = "household_today"
    MINOR_ALONE = "minor_alone"


@dataclass(frozen=True)
class ObjectionAnswer:
    """What a patient may say and the one answer to it, in the listener's language."""

    code: str
    said: str
    answer: str


@dataclass(frozen=True)
class Prompt:
    """What to say now; variant 0 means in one's own words, or the sheet without a word.

    `must`: the facts that have to be told however it is said.  `note`: to the staff, in the
    screen's language.
    """

    situation: Situation
    variant: int
    kind: PhraseKind
    channel: Channel
    language: Language
    listener: PatientId | None
    text: str
    must: tuple[str, ...]
    objections: tuple[ObjectionAnswer, ...]
    note: Message | None = None

    @property
    def code(self) -> str:
        """What a mention stores of the phrase: "P11/1"."""
        return f"{self.situation.value}/{self.variant}"


@dataclass(frozen=True)
class Silence:
    """Nothing is said: why, through which day, and what to answer if the patient asks."""

    reason: SilenceReason
    until: date | None = None
    if_asked: Prompt | None = None


def choose_prompt(
    facts: MentionFacts, book: PromptBook, terms: Terms, limits: MentionLimits = LIMITS
) -> Prompt | Silence:
    """The phrase for this person at this moment, or why there is none."""
    chooser = _Chooser(facts, book, terms)
    silence = _silence_first(facts)
    if silence is not None:
        return silence
    if facts.joined_now or facts.is_holder:
        return chooser.to_holder(_holder_situations(facts))
    if facts.with_other and facts.family_member:
        return chooser.to_holder([Situation.OTHER_WITH_CHILD])
    verdict = eligible(facts.visit, limits)
    if verdict.reason is not None:
        reason = SilenceReason(verdict.reason.value)
        asked = chooser.if_asked() if reason is SilenceReason.TOLD_RECENTLY else None
        return Silence(reason, verdict.quiet_until, asked)
    situations = _telling_situations(facts, limits)
    if facts.prefers_silence:
        return chooser.own_words(situations[0], Channel.PAPER, silently=True)
    return chooser.first(situations) or chooser.own_words(situations[0], facts.channel)


def apology(facts: MentionFacts, book: PromptBook, terms: Terms) -> Prompt:
    """What is said to “I never heard of it”: P11 as an answer, in own words when all were used."""
    chooser = _Chooser(facts, book, terms)
    return chooser.first([Situation.NEVER_TOLD], said=(Said.ANSWER, Said.FIRST)) or (
        chooser.own_words(Situation.NEVER_TOLD, facts.channel)
    )


def _silence_first(facts: MentionFacts) -> Silence | None:
    if facts.visit.emergency:
        return Silence(SilenceReason.EMERGENCY)
    if facts.answered and not facts.joined_now:
        return Silence(SilenceReason.ANSWERED)
    if facts.minor_alone:
        return Silence(SilenceReason.MINOR_ALONE)
    if facts.is_holder and not facts.joined_now and facts.prefers_silence:
        return Silence(SilenceReason.PREFERS_SILENCE)
    return None


def _holder_situations(facts: MentionFacts) -> list[Situation]:
    if facts.joined_now:
        return [Situation.PLASTIC_OUT]
    if facts.with_other:  # the balance of the family is not for whoever brought the child
        return [Situation.OTHER_WITH_CHILD]
    if facts.channel is Channel.PHONE:
        return [Situation.PATIENT_BY_PHONE]
    situations = []
    if facts.stage is Stage.LOYAL:
        situations.append(Situation.LOYAL)
    if facts.is_regular:
        situations.append(_regular_situation(facts))
    return [*situations, Situation.TOLD_RECENTLY]


def _telling_situations(facts: MentionFacts, limits: MentionLimits) -> list[Situation]:
    """Situations that apply, the first choice first; the last always does."""
    if facts.with_other:
        return [Situation.OTHER_WITH_CHILD]
    situations = []
    if facts.status.declined_on is not None:
        situations.append(Situation.DECLINED_EARLIER)
    if apology_due(facts, limits):
        situations.append(Situation.NEVER_TOLD)
    if facts.channel is Channel.PHONE:
        potential = facts.stage is Stage.POTENTIAL
        phone = Situation.POTENTIAL_BY_PHONE if potential else Situation.PATIENT_BY_PHONE
        return [*situations, phone]
    if facts.with_child:
        situations.append(Situation.PARENT_WITH_CHILD)
    if facts.channel is Channel.WAITING:
        return [*situations, Situation.WAITING]
    if facts.channel is Channel.CALL_AFTER:
        return [*situations, Situation.CALL_AFTER]
    if facts.is_regular:
        situations.append(_regular_situation(facts))
    return [*situations, _usual_situation(facts)]


def _regular_situation(facts: MentionFacts) -> Situation:
    if facts.channel is Channel.CHECKOUT:
        return Situation.FAMILY_CHECKOUT if facts.is_family else Situation.SINGLE_CHECKOUT
    return Situation.FAMILY_CHECK_IN if facts.is_family else Situation.SINGLE_CHECK_IN


def _usual_situation(facts: MentionFacts) -> Situation:
    first = facts.visit_number <= 1
    if facts.channel is Channel.CHECKOUT:
        return Situation.FIRST_CHECKOUT if first else Situation.REPEAT_CHECKOUT
    return Situation.FIRST_CHECK_IN if first else Situation.REPEAT_CHECK_IN


class _Chooser:
    """Finds the first phrase that is true, unheard and fits the moment, and fills it in."""

    def __init__(self, facts: MentionFacts, book: PromptBook, terms: Terms) -> None:
        self._facts = facts
        self._book = book
        self._held = needs_held(facts, terms)
        self._figures = figures_of(facts, terms)

    def to_holder(self, situations: Iterable[Situation]) -> Prompt | Silence:
        found = self.first(situations, holder=True)
        if found is None and self._facts.joined_now:
            return Silence(SilenceReason.ANSWERED)
        return found or Silence(SilenceReason.NOTHING_TO_SAY)

    def first(
        self,
        situations: Iterable[Situation],
        *,
        said: tuple[Said, ...] = (Said.FIRST,),
        holder: bool = False,
    ) -> Prompt | None:
        for situation in situations:
            phrases = [p for turn in said for p in self._book.of(situation) if p.said is turn]
            phrases.sort(key=self._is_old)  # what is news to her comes first
            for phrase in phrases:
                fits = (phrase.kind is PhraseKind.HOLDER) is holder
                if fits and self._usable(phrase):
                    return self._prompt(phrase)
        return None

    def if_asked(self) -> Prompt | None:
        for phrase in self._book.of(Situation.TOLD_RECENTLY):
            if phrase.said is Said.IF_ASKED and self._true(phrase.needs, phrase.text.ru):
                return self._prompt(phrase)
        return None

    def own_words(
        self, situation: Situation, channel: Channel, *, silently: bool = False
    ) -> Prompt:
        note = (
            msg("Prefers silence: hand the sheet without a word.")
            if silently
            else msg("No ready phrase fits here: tell it in your own words.")
        )
        phrases = [p for p in self._book.of(situation) if p.kind is not PhraseKind.HOLDER]
        must = dict.fromkeys(fact for phrase in phrases[:1] for fact in phrase.must)
        return Prompt(
            situation,
            OWN_WORDS,
            PhraseKind.TELLS,
            channel,
            self._facts.language,
            self._facts.visit.listener,
            "",
            () if silently else self._must(must),
            () if silently else self._objections(),
            note,
        )

    def _is_old(self, phrase: Phrase) -> bool:
        """Whether it tells nothing that happened since she was here."""
        return not (parameters_of(phrase.text.in_language(self._facts.language)) & _NEWS)

    def _usable(self, phrase: Phrase) -> bool:
        """Fits the channel, was not said to this person, and is true."""
        if phrase.channels and self._facts.channel not in phrase.channels:
            return False
        if phrase.code in self._facts.status.phrases:
            return False
        return self._true(phrase.needs, phrase.text.in_language(self._facts.language))

    def _true(self, needs: frozenset[Need], pattern: str) -> bool:
        wanted = parameters_of(pattern.removeprefix(_ADDRESS))
        return needs <= self._held and wanted <= self._figures.keys()

    def _prompt(self, phrase: Phrase) -> Prompt:
        return Prompt(
            phrase.situation,
            phrase.variant,
            phrase.kind,
            self._facts.channel,
            self._facts.language,
            self._facts.visit.listener,
            self._said(phrase.text.in_language(self._facts.language)),
            self._must(phrase.must),
            () if phrase.kind is PhraseKind.HOLDER else self._objections(),
        )

    def _must(self, codes: Iterable[str]) -> tuple[str, ...]:
        facts = (self._book.facts[code] for code in codes)
        return tuple(said for fact in facts if (said := self._worded(fact)) is not None)

    def _objections(self) -> tuple[ObjectionAnswer, ...]:
        found = []
        for objection in self._book.objections:
            answers = (self._worded(answer) for answer in objection.answers)
            answer = next((one for one in answers if one is not None), None)
            if answer is not None:
                said = objection.said.in_language(self._facts.language)
                found.append(ObjectionAnswer(objection.code, said, answer))
        return tuple(found)

    def _worded(self, worded: Worded) -> str | None:
        pattern = worded.text.in_language(self._facts.language)
        return self._said(pattern) if self._true(worded.needs, pattern) else None

    def _said(self, pattern: str) -> str:
        """The pattern filled in; without a form of address it begins with the next word."""
        if pattern.startswith(_ADDRESS) and "address" not in self._figures:
            pattern = pattern.removeprefix(_ADDRESS)
            pattern = pattern[:1].upper() + pattern[1:]
        return fill(pattern, self._spoken(), self._facts.language)

    def _spoken(self) -> dict[str, Figure]:
        """Days as they are said: the year only when it is another one."""
        today, language = self._facts.visit.day, self._facts.language
        return {
            name: day_in_words(value, language, with_year=value.year != today.year)
            if isinstance(value, date)
            else value
            for name, value in self._figures.items()
        }
