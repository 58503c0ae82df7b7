"""What the checks before publishing need to know, and how each of them comes out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from reception.rules.certification import Knows
from reception.rules.gates import Gate, Trial, gates, try_terms
from reception.rules.prompts import PromptBook
from reception.rules.reference import Reference
from reception.rules.terms import Terms
from reception.rules.wording import ClinicFacts
from reception.rules.working_days import WORKING_DAYS, WorkingDays
from reception.rules.worsening import Notice, notice_needed
from reception.translation import Message, msg
from reception.values.choices import Light

# What a sheet must name of its organiser (product/law.md F4 to F6, F23), as Settings call it.
REQUISITES: Mapping[str, Message] = {
    "name": msg("Name of the clinic"),
    "legal_name": msg("Legal name"),
    "registration_numbers": msg("Registration numbers"),
    "address": msg("Address"),
    "phone": msg("Phone"),
    "licence_number": msg("Licence number"),
    "licence_date": msg("Licence date"),
    "approval_number": msg("Order number"),
    "approval_date": msg("Order date"),
    "signatory": msg("Who signs"),
    "complaints_name": msg("Complaints, who answers"),
    "complaints_phone": msg("Complaints, phone"),
}


@dataclass(frozen=True)
class PublishingFacts:
    """What the checks need to know beside the draft; `requisites` by the clinic's field names.

    `staff` is everybody of the front office; `calendar` the clinic's working
    days; `lone_codes` are those of promotions published by themselves.
    """

    today: date
    draft: Terms
    published: tuple[Terms, ...]
    requisites: Mapping[str, object]
    sheet: ClinicFacts
    phrases: PromptBook
    reference: Reference
    price_groups: tuple[str, ...] = ()
    own_groups: frozenset[str] = frozenset()
    ended_on: date | None = None
    override_reason: str = field(default="", compare=False)
    staff: tuple[Knows, ...] = ()
    calendar: WorkingDays = WORKING_DAYS
    lone_codes: frozenset[str] = frozenset()

    @cached_property
    def trial(self) -> Trial:
        """The reference patients under the draft."""
        return try_terms(self.draft, self.reference)

    @cached_property
    def gates(self) -> list[Gate]:
        """M1 to M7 of the draft."""
        return gates(self.trial, self.price_groups)

    @property
    def before(self) -> Terms | None:
        """The version the draft follows."""
        return self.published[-1] if self.published else None

    @property
    def in_force(self) -> Terms | None:
        """The version in force today, else the first one to come."""
        begun = [each for each in self.published if each.version.valid_from <= self.today]
        return begun[-1] if begun else (self.published[0] if self.published else None)

    @property
    def notice(self) -> Notice | None:
        """The notice the draft needs; None for the first version."""
        if self.before is None:
            return None
        return notice_needed(self.before, self.draft, self.today, in_force=self.in_force)


@dataclass(frozen=True)
class Check:
    """One of the eight: how it came out, in a sentence, with each fault, and where to go.

    `link` names the place that puts it right: "settings:clinic", "draft:…" or "".
    """

    code: str
    light: Light
    title: Message
    said: Message
    details: tuple[Message, ...] = ()
    link: str = ""


def made(
    code: str, title: Message, faults: Sequence[Message], good: Message, bad: Message, link: str
) -> Check:
    """Red with `bad` and every fault, else green with `good`."""
    if faults:
        return Check(code, Light.RED, title, bad, tuple(faults), link)
    return Check(code, Light.GREEN, title, good)
