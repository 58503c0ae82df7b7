"""The terms of the programme in words: the rules sheet T1 to T15 and the programme in one line.

Which sentences hold under the given terms is decided here; `rules_sheet_sentences` is what the
paper prints and what the editor of terms shows beside each field.  The words stand in
`reception/rules/sheet_texts.py` (product/content.md 4.3).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from reception.rules.figures import joined, terms_figures
from reception.rules.patterns import Figure, day_in_words, fill
from reception.rules.service_names import group_list, group_name
from reception.rules.sheet_texts import SHEET_TEXTS
from reception.rules.terms import Promotion, Terms
from reception.translation import Language
from reception.values.choices import ExpiryMode, Rounding, Shortfall
from reception.values.localized_text import LocalizedText
from reception.values.money import Money


@dataclass(frozen=True)
class ClinicFacts:
    """What the sheet and the answers need to know of the clinic beside the terms.

    `contact` is name and phone as they are printed; `group_names` the clinic's own names of
    service groups by code; `day` the day for which the sheet is written: promotions that ended
    before it are left out, and its year is not named; `usual_bill` in minor units replaces the
    assumed bill of an example.
    """

    contact: str
    day: date
    answer_days: int = 10
    group_names: Mapping[str, LocalizedText] = field(default_factory=dict)
    usual_bill: int | None = None


@dataclass(frozen=True)
class Sentence:
    """One numbered paragraph of the sheet; `code` is T1 … T15 and never shifts."""

    code: str
    text: str


@dataclass(frozen=True)
class ServiceRow:
    """One row of the sheet's table: does this group earn, can points be spent on it."""

    name: str
    earns: bool
    spends: bool


def rules_sheet_sentences(
    terms: Terms, clinic_facts: ClinicFacts, language: Language
) -> list[Sentence]:
    """The sheet's paragraphs in order; one that says nothing under these terms is left out."""
    writer = _Writer(terms, clinic_facts, language)
    paragraphs = (
        ("T1", writer.say("card")),
        ("T2", writer.earning()),
        ("T3", writer.family()),
        ("T4", writer.spending()),
        ("T5", writer.exceptions()),
        ("T6", writer.life()),
        ("T7", writer.say("welcome") if terms.bonuses.welcome else ""),
        ("T8", writer.say("retroactive" if terms.earning.retroactive_days else "retroactive_none")),
        ("T9", writer.bonuses()),
        ("T10", writer.refunds()),
        ("T11", writer.say("lost_card")),
        ("T12", writer.changes()),
        ("T13", writer.say("privacy")),
        ("T14", writer.promotions()),
        ("T15", writer.say("questions")),
    )
    return [Sentence(code, text) for code, text in paragraphs if text]


def short_line(terms: Terms, language: Language) -> str:
    """The programme in one line, for the head of the sheet."""
    figures = terms_figures(terms, language)
    parts = ["short_free"]
    if terms.family.max_members > 1:
        parts.append("short_family")
    if terms.earning.percent > 0:
        parts.append("short_percent_tiers" if _tiers_add(terms) else "short_percent")
    if terms.redemption.cap_percent > 0:
        parts.append("short_cap")
    texts = (fill(SHEET_TEXTS[part].in_language(language), figures, language) for part in parts)
    return SHEET_TEXTS["short_start"].in_language(language) + ", ".join(texts)


def service_table(
    terms: Terms,
    groups: Iterable[str],
    language: Language,
    own_names: Mapping[str, LocalizedText] | None = None,
) -> list[ServiceRow]:
    """For each group of the clinic whether it earns and whether points can be spent on it."""
    return [
        ServiceRow(
            group_name(code, language, own_names),
            code not in terms.earning.excluded_groups,
            code not in terms.redemption.excluded_groups,
        )
        for code in groups
    ]


def _tiers_add(terms: Terms) -> bool:
    return any(tier.percent > terms.earning.percent for tier in terms.tiers)


class _Writer:
    """Chooses the sentences of one paragraph after another."""

    def __init__(self, terms: Terms, facts: ClinicFacts, language: Language) -> None:
        self._terms = terms
        self._facts = facts
        self._language = language
        self._figures = terms_figures(terms, language, usual_bill=facts.usual_bill) | {
            "contact": facts.contact,
            "answer_days": facts.answer_days,
        }

    def say(self, key: str, **more: Figure) -> str:
        """One pattern with its figures."""
        pattern = SHEET_TEXTS[key].in_language(self._language)
        return fill(pattern, {**self._figures, **more}, self._language)

    def earning(self) -> str:
        """T2: what comes back, from which bill, tiers, the worth of a point."""
        earning = self._terms.earning
        parts = [self.say("percent" if earning.percent > 0 else "percent_none")]
        parts += [
            self.say(
                "tier",
                tier_name=tier.name,
                tier_percent=tier.percent,
                tier_months=earning.tier_months,
                tier_spend=Money(tier.from_spend, self._terms.programme.currency),
            )
            for tier in sorted(self._terms.tiers, key=lambda tier: tier.from_spend)
        ]
        if earning.minimum_bill > 0:
            parts.append(self.say("minimum_bill"))
        parts.append(self.say("point_value"))
        if earning.rounding is not Rounding.DOWN:
            parts.append(self.say(f"rounding_{earning.rounding.value}"))
        return joined([*parts, self.say("same_for_all")])

    def family(self) -> str:
        """T3: how many, who joins how, what a leaver takes along."""
        if self._terms.family.max_members < 2:
            return self.say("family_of_one")
        leaves = self._terms.family.leaving.value == "own_lots_go_along"
        return joined([self.say("family"), self.say("leaver_takes_along") if leaves else ""])

    def spending(self) -> str:
        """T4: the cap, minimum and step, and from when points are usable."""
        redemption, hold = self._terms.redemption, self._terms.earning.hold_days
        if redemption.cap_percent <= 0:
            return self.say("cap_none")
        parts = [self.say("cap")]
        if redemption.minimum_points > 1:
            parts.append(self.say("minimum_points"))
        if redemption.step > 1:
            parts.append(self.say("step"))
        held = {0: "usable_at_once", 1: "usable_next_day"}.get(hold, "usable_after")
        return joined([*parts, self.say(held)])

    def exceptions(self) -> str:
        """T5: what does not earn, what points cannot be spent on."""
        earning = self._terms.earning.excluded_groups
        spending = self._terms.redemption.excluded_groups
        if not earning and not spending:
            return self.say("excluded_none")
        lists = {"not_earning": self._names(earning), "not_spending": self._names(spending)}
        if set(earning) == set(spending):
            return self.say("excluded_both", **lists)
        if not spending:
            return self.say("excluded_earning", **lists)
        return self.say("excluded_each" if earning else "excluded_spending", **lists)

    def life(self) -> str:
        """T6: until when points are usable, and the warning."""
        expiry = self._terms.expiry
        if expiry.mode is ExpiryMode.NEVER:
            return self.say("life_never")
        key = f"life_{expiry.mode.value}"
        if expiry.months:
            text = self._with_life(key, "life_months")
        elif expiry.days:
            text = self._with_life(key, "life_days")
        else:
            text = self.say(key)
        return joined([text, self.say("warning") if expiry.warn_days else ""])

    def _with_life(self, key: str, life: str) -> str:
        later = f"{key}_later"
        return self.say(later if later in SHEET_TEXTS else key, life=self.say(life))

    def bonuses(self) -> str:
        """T9: birthdays and referrals, as far as there are any."""
        bonuses, parts = self._terms.bonuses, []
        if bonuses.birthday is not None and bonuses.birthday.points:
            same_day = bonuses.birthday.usable_days == 0
            parts.append(self.say("birthday_same_day" if same_day else "birthday"))
        if bonuses.referral is not None:
            minimum = bonuses.referral.minimum_bill > 0
            parts.append(self.say("referral"))
            parts.append(self.say("referral_when_minimum" if minimum else "referral_when"))
        return joined(parts)

    def refunds(self) -> str:
        """T10: what becomes of points when money is paid back."""
        debt = self._terms.refund.shortfall is Shortfall.DEBT
        return joined([self.say("refund"), self.say("refund_debt" if debt else "refund_write_off")])

    def changes(self) -> str:
        """T12: notice of worse terms, and the end of the programme."""
        version = self._terms.version
        return joined(
            [
                self.say("notice" if version.notice_days else "notice_none"),
                self.say("closing" if version.closing_days else "closing_none"),
            ]
        )

    def promotions(self) -> str:
        """T14: that promotions are dated, those of the version, whether they combine."""
        current = [p for p in self._terms.promotions if p.last_day >= self._facts.day]
        stacking = [p for p in self._terms.promotions if p.stacks]
        if not stacking:
            together = self.say("promotions_exclusive")
        elif len(stacking) == len(self._terms.promotions):
            together = self.say("promotions_stack")
        else:
            quoted = self._quoted(p.name for p in stacking)
            together = self.say("promotions_some_stack", stacking=quoted)
        return joined([self.say("promotions"), together, *map(self._promotion, current)])

    def _promotion(self, promotion: Promotion) -> str:
        if promotion.multiplier is not None:
            benefit = self.say("benefit_multiplier", multiplier=promotion.multiplier)
        elif promotion.extra_percent is not None:
            benefit = self.say("benefit_extra_percent", extra_percent=promotion.extra_percent)
        else:
            benefit = self.say("benefit_extra_points", extra_points=promotion.extra_points or 0)
        if promotion.groups is not None:
            benefit += self.say("benefit_groups", groups=self._names(promotion.groups))
        if promotion.uses_per_patient is not None:
            benefit += self.say("benefit_uses", uses=promotion.uses_per_patient)
        year = promotion.last_day.year != self._facts.day.year
        return self.say(
            "promotion",
            promotion_name=promotion.name,
            first_day=day_in_words(promotion.first_day, self._language, with_year=year),
            last_day=day_in_words(promotion.last_day, self._language, with_year=year),
            benefit=benefit,
        )

    def _names(self, codes: Iterable[str]) -> str:
        return group_list(codes, self._language, self._facts.group_names)

    def _quoted(self, names: Iterable[LocalizedText]) -> str:
        left, right = ("“", "”") if self._language is Language.EN else ("«", "»")
        return ", ".join(f"{left}{name.in_language(self._language)}{right}" for name in names)
