"""The eight checks a version passes before it is published (product/requirements.md S0.14).

Worded, constant, legally formed, promotions dated, staff certified, equal, announced,
meaningful: each green, red with what is wrong and where to put it right, or grey where the
program cannot tell.  Red keeps a version from being published; the owner may override the
last one alone, in writing.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date, timedelta

from reception.errors import InvalidInput, Refused
from reception.rules.figures import SHEET_WORDS, too_long, words_in
from reception.rules.gates import sham_warnings
from reception.rules.plain_language import phrase_faults
from reception.rules.publishing_facts import REQUISITES, Check, PublishingFacts, made
from reception.rules.service_names import STANDARD_GROUPS
from reception.rules.terms import Promotion, Terms
from reception.rules.versions import Versions
from reception.rules.wording import rules_sheet_sentences
from reception.rules.working_days import WORKING_DAYS, WorkingDays
from reception.translation import Language, Message, msg, nmsg
from reception.values.choices import Channel, Country, Light

OFFER_DAYS = 30
TOLD_BY = (
    Channel.PHONE,
    Channel.CHECK_IN,
    Channel.WAITING,
    Channel.CHECKOUT,
    Channel.CALL_AFTER,
)


def checks(facts: PublishingFacts) -> list[Check]:
    """The eight checks in the order of S0.15 to S0.22."""
    return [
        _worded(facts),
        _constant(facts),
        _legal(facts),
        _promotions(facts),
        _certified(facts),
        _equal(),
        _announced(facts),
        _meaningful(facts),
    ]


OVERRIDABLE = ("certified", "meaningful")  # what the owner may answer for in writing


def needs_override(found: Sequence[Check]) -> bool:
    """Whether all that is red is what the owner may override, and something is."""
    red = [check for check in found if check.light is Light.RED]
    return bool(red) and all(check.code in OVERRIDABLE for check in red)


def is_overridden(facts: PublishingFacts) -> bool:
    """Whether it goes live on the owner's word: gates are red, or nobody has passed the quiz."""
    unlearnt = bool(facts.staff) and not any(each.has_passed for each in facts.staff)
    return unlearnt or any(gate.light is Light.RED for gate in facts.gates)


def may_publish(found: Sequence[Check]) -> bool:
    """Whether nothing is red."""
    return all(check.light is not Light.RED for check in found)


def _worded(facts: PublishingFacts) -> Check:
    """1: exact wording, understandable to all."""
    faults = [*_unknown_groups(facts)]
    for language in Language:
        for sentence in rules_sheet_sentences(facts.draft, facts.sheet, language):
            faults += [
                msg(
                    "{code} ({language}): a sentence of {words} words; allowed: {limit}. {sentence}",
                    code=sentence.code,
                    language=language.value,
                    words=words_in(part),
                    limit=SHEET_WORDS,
                    sentence=part,
                )
                for part in too_long(sentence.text)
            ]
    return made(
        "worded",
        msg("Worded exactly, understandable to all"),
        faults,
        msg("Every sentence of the sheet has at most {limit} words.", limit=SHEET_WORDS),
        msg("The sheet is not plain enough."),
        "draft:terms",
    )


def _unknown_groups(facts: PublishingFacts) -> list[Message]:
    """Groups the clinic does not have: the sheet would print a code nobody knows."""
    draft = facts.draft
    named = [*draft.earning.excluded_groups, *draft.redemption.excluded_groups]
    for promotion in draft.promotions:
        named += promotion.groups or ()
    unknown = [
        code
        for code in dict.fromkeys(named)
        if code not in STANDARD_GROUPS and code not in facts.own_groups
    ]
    return [msg("The clinic has no group of services “{code}”.", code=code) for code in unknown]


def _constant(facts: PublishingFacts) -> Check:
    """2: versions follow each other, and worse terms are announced in time."""
    title = msg("Constant: no gap, and notice of worse terms")
    faults = list(_sequence_faults(facts))
    notice = facts.notice
    start = facts.draft.version.valid_from
    if notice is not None and not notice.is_kept(start):
        faults.append(
            nmsg(
                "Worse for patients, so {count} day of notice is needed: it may begin on {day}.",
                "Worse for patients, so {count} days of notice are needed: it may begin on {day}.",
                notice.days,
                day=notice.earliest,
            )
            if notice.worse
            else msg(
                "A version begins after the day it is published: on {day} or later.",
                day=notice.earliest,
            )
        )
    if facts.before is None:
        good = msg("This is the first version.")
    elif notice is not None and notice.worse:
        good = nmsg(
            "Worse for patients; {count} day of notice is kept.",
            "Worse for patients; {count} days of notice are kept.",
            notice.days,
        )
    else:
        good = msg("Nothing gets worse for any patient.")
    bad = msg("It cannot begin on {day}.", day=start)
    return made("constant", title, faults, good, bad, "draft:version")


def _sequence_faults(facts: PublishingFacts) -> Sequence[Message]:
    if facts.ended_on is not None:
        return [msg("The programme ended on {day}; nothing can follow.", day=facts.ended_on)]
    try:
        Versions([*facts.published, facts.draft])
    except InvalidInput as error:
        return error.faults
    return ()


def _legal(facts: PublishingFacts) -> Check:
    """3: the organiser is named, and in Russia the public offer stands for 30 days."""
    missing = [
        msg("Empty: {field}.", field=label)
        for name, label in REQUISITES.items()
        if not facts.requisites.get(name)
    ]
    link = "settings:clinic"
    offer = _offer_fault(facts.draft)
    if offer is not None:
        link = link if missing else "draft:version"
        missing.append(offer)
    return made(
        "legal",
        msg("Clear and legally formed"),
        missing,
        msg("The sheet names the organiser, the licence and the order."),
        msg("The sheet would not be a proper public offer."),
        link,
    )


def _offer_fault(terms: Terms) -> Message | None:
    """Russia: the offer stands for at least 30 days (product/law.md R4)."""
    until = terms.version.valid_until
    if terms.programme.country is not Country.RU or until is None:
        return None
    if (until - terms.version.valid_from).days >= OFFER_DAYS:
        return None
    return msg(
        "A public offer stands for at least {days} days: to {day} or later.",
        days=OFFER_DAYS,
        day=terms.version.valid_from + timedelta(days=OFFER_DAYS),
    )


def refuse_early_end(terms: Terms, on: date) -> None:
    """Raise Refused where the programme may not end on `on`: in Russia not before 30 days.

    `terms` is the version in force on that day (product/law.md R4, F3).
    """
    first = terms.version.valid_from + timedelta(days=OFFER_DAYS)
    if terms.programme.country is Country.RU and on < first:
        raise Refused(
            msg(
                "The public offer of this version stands for {days} days: the programme may end"
                " on {day} or later.",
                days=OFFER_DAYS,
                day=first,
            ),
            code="offer_stands",
        )


def _promotions(facts: PublishingFacts) -> Check:
    """4: every promotion has its days, and works on some of them."""
    faults = [
        fault
        for each in facts.draft.promotions
        if (fault := promotion_fault(each, facts.draft, facts.calendar))
    ]
    own = [each["code"] for each in json.loads(facts.draft.written or "{}").get("promotions", ())]
    faults += [
        msg(
            "A promotion “{code}” is published by itself already; name this one otherwise.",
            code=code,
        )
        for code in own
        if code in facts.lone_codes
    ]
    count = len(facts.draft.promotions)
    good = (
        nmsg("{count} promotion, with its days.", "{count} promotions, each with its days.", count)
        if count
        else msg("There is no promotion.")
    )
    return made(
        "promotions",
        msg("Promotions for a stated period"),
        faults,
        good,
        msg("A promotion would promise what nobody can get."),
        "draft:promotions",
    )


def promotion_fault(
    promotion: Promotion, terms: Terms, calendar: WorkingDays = WORKING_DAYS
) -> Message | None:
    """Why a promotion gives nothing under its version; None where it gives."""
    first = max(promotion.first_day, terms.version.valid_from)
    last = min(promotion.last_day, terms.version.valid_until or date.max)
    if last < first:
        return msg(
            "“{name}” has no day within this version: {first} to {last}.",
            name=promotion.name,
            first=promotion.first_day,
            last=promotion.last_day,
        )
    if not calendar.any_between(first, last):
        return msg("“{name}” has no working day of the clinic.", name=promotion.name)
    groups = promotion.groups
    if groups is not None and set(groups) <= set(terms.earning.excluded_groups):
        return msg("“{name}” is for services that earn no points at all.", name=promotion.name)
    return None


def _certified(facts: PublishingFacts) -> Check:
    """5: the front office has passed the quiz on these very terms.

    Red while nobody has, unless the owner answers for it; while some have not yet, it says who:
    they learn until it begins.
    """
    title = msg("The staff know every detail")
    passed = sum(each.has_passed for each in facts.staff)
    missing = tuple(
        msg("{name} has not passed the quiz on these terms.", name=each.name)
        for each in facts.staff
        if not each.has_passed
    )
    link = "knowledge:quiz"
    if not facts.staff:
        said = msg("Nobody of the front office is entered yet: add them to the staff.")
        return Check("certified", Light.GREY, title, said, link="settings:staff")
    reason = facts.override_reason.strip()
    if not passed and reason:
        said = msg("The owner publishes it nevertheless: {reason}", reason=reason)
        return Check("certified", Light.GREY, title, said, missing, link)
    if not passed:
        said = msg(
            "Nobody has passed the quiz on these terms yet. The owner may publish it nevertheless,"
            " with a reason."
        )
        return Check("certified", Light.RED, title, said, missing, link)
    said = msg("Passed the quiz on these terms: {passed} of {all}.", passed=passed, all=passed)
    if missing:
        said = msg(
            "Passed the quiz on these terms: {passed} of {all}. The others learn until it begins.",
            passed=passed,
            all=len(facts.staff),
        )
    return Check("certified", Light.GREY if missing else Light.GREEN, title, said, missing, link)


def _equal() -> Check:
    """6: the same for everyone; terms that name a person cannot be written at all."""
    return Check(
        "equal",
        Light.GREEN,
        msg("The same for every patient"),
        msg("Points depend on visits and membership alone; there is no personal discount."),
    )


def _announced(facts: PublishingFacts) -> Check:
    """7: there is a plain phrase for every place where families are told."""
    faults = [
        fault
        for phrase in facts.phrases.phrases
        for fault in phrase_faults(phrase, facts.draft.programme.name)
    ]
    told = {
        channel
        for phrase in facts.phrases.phrases
        for channel in (phrase.channels or frozenset(TOLD_BY))
    }
    silent = [channel for channel in TOLD_BY if channel not in told]
    faults += [msg("Nothing is said here: {channel}.", channel=each.value) for each in silent]
    return made(
        "announced",
        msg("Said everywhere, by everybody"),
        faults,
        msg("There is a plain phrase for phone, check-in, waiting, checkout and the call after."),
        msg("Some phrases cannot be said as they stand."),
        "draft:terms",
    )


def _meaningful(facts: PublishingFacts) -> Check:
    """8: not a sham: the gates, or the owner's word that it is so nevertheless."""
    title = msg("Worth having, not a sham")
    red = [gate for gate in facts.gates if gate.light is Light.RED]
    details = tuple(
        msg(
            "{code} {title}: {found}; needed: {needed}.",
            code=gate.code,
            title=gate.title,
            found=gate.found,
            needed=gate.needed,
        )
        for gate in red
    ) + tuple(sham_warnings(facts.trial))
    reason = facts.override_reason.strip()
    if red and reason:
        said = msg("The owner publishes it nevertheless: {reason}", reason=reason)
        return Check("meaningful", Light.GREEN, title, said, details)
    if red:
        said = msg("It gives too little. The owner may publish it nevertheless, with a reason.")
        return Check("meaningful", Light.RED, title, said, details, "draft:gates")
    grey = any(gate.light is Light.GREY for gate in facts.gates)
    said = (
        msg("Every gate that can be checked is open; there is no price list to check M5.")
        if grey
        else msg("All seven gates are open.")
    )
    return Check("meaningful", Light.GREEN, title, said, details)
