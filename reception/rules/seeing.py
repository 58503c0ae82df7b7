"""Who may see what of a person or a family account: the matrix of product/law.md, pure.

The facts (who represents whom, what was disclosed, what a court forbids) are passed in with
their days; every answer carries its reason in words that may be said at the desk.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from reception.translation import Message, msg

PersonKey = str
"""A person as the facts name her: "patient:7", or "contact:3" for who is no patient."""


def patient_key(patient_id: int) -> PersonKey:
    """The key of a patient."""
    return f"patient:{patient_id}"


def contact_key(contact_id: int) -> PersonKey:
    """The key of a representative who is no patient."""
    return f"contact:{contact_id}"


class ViewerKind(StrEnum):
    """As what somebody looks or asks."""

    HOLDER = "holder"
    MEMBER = "member"
    GUARDIAN = "guardian"
    COMPANION = "companion"
    ADMINISTRATOR = "administrator"
    SUPERVISOR = "supervisor"
    STRANGER = "stranger"
    """Nobody of these, and whoever is under age."""


class What(StrEnum):
    """What is looked at: the columns of the matrix."""

    BALANCE = "balance"
    """Balance, lots, last usable days of the account."""
    EARNERS = "earners"
    """Who earned what on the account."""
    VISITS = "visits"
    """The visit dates of a person, an adult or a child."""
    MEMBERS = "members"
    """Changing who is on the account."""


class Extent(StrEnum):
    """How much may be seen or done."""

    NOTHING = "nothing"
    WHOLE = "whole"
    OWN = "own"
    """Only the viewer's own entries; the others as one sum."""
    NUMBERED = "numbered"
    """Her own entries, the others as sums of “member 1, 2 …”."""
    CHILD = "child"
    """Only the entries of the child she represents."""
    TODAY = "today"
    """Only the time of today's visit."""
    IN_HAND = "in_hand"
    """On the visit in hand."""
    FOR_WORK = "for_work"
    """For work; the look is logged."""
    INVITE = "invite"
    """Invite; somebody is taken off at either side's wish."""
    LEAVE = "leave"
    """Leave herself, at any time."""
    BY_APPLICATION = "by_application"
    """By a signed application."""


@dataclass(frozen=True)
class Tie:
    """Somebody who stands in a relation to the subject, through these days (None: open)."""

    person: PersonKey
    since: date | None = None
    until: date | None = None

    def holds_on(self, day: date) -> bool:
        """Whether it holds on a day, both ends included."""
        return (self.since is None or self.since <= day) and (
            self.until is None or day <= self.until
        )


@dataclass(frozen=True)
class Viewer:
    """Who looks or asks."""

    kind: ViewerKind
    person: PersonKey = ""
    """Empty for staff."""


@dataclass(frozen=True)
class Subject:
    """Whose record is looked at, and who stands in which relation to her."""

    person: PersonKey
    is_minor: bool = False
    guardians: tuple[Tie, ...] = ()
    disclosed_to: tuple[Tie, ...] = field(default=())
    """Adults whom the subject allowed in writing to see her visit dates."""
    restricted: tuple[Tie, ...] = field(default=())
    """Whom a court forbade; a paper is on file."""
    decides_herself: bool = False
    """A minor old enough to consent to care herself."""


@dataclass(frozen=True)
class Answer:
    """How much may be seen, and why."""

    extent: Extent
    reason: Message

    @property
    def allowed(self) -> bool:
        """Whether anything may be seen or done at all."""
        return self.extent is not Extent.NOTHING


STAFF = (ViewerKind.ADMINISTRATOR, ViewerKind.SUPERVISOR)
ON_ACCOUNT = (ViewerKind.HOLDER, ViewerKind.MEMBER)


def may_see(viewer: Viewer, subject: Subject, what: What, day: date) -> Answer:
    """How much `viewer` may see of `subject` on the clinic's `day`, and why."""
    if what is What.VISITS:
        return _visits(viewer, subject, day)
    if viewer.kind in STAFF:
        return _staff(viewer.kind, what)
    if what is What.BALANCE:
        return _balance(viewer)
    if what is What.EARNERS:
        return _earners(viewer, subject, day)
    return _members(viewer)


def _holds(ties: tuple[Tie, ...], person: PersonKey, day: date) -> bool:
    return bool(person) and any(tie.person == person and tie.holds_on(day) for tie in ties)


def is_restricted(viewer: Viewer, subject: Subject, day: date) -> bool:
    """Whether a court paper on file forbids this person to be told about the subject."""
    return _holds(subject.restricted, viewer.person, day)


def _visits(viewer: Viewer, subject: Subject, day: date) -> Answer:
    if viewer.kind in STAFF:
        adult = not subject.is_minor and viewer.kind is ViewerKind.ADMINISTRATOR
        extent = Extent.FOR_WORK if adult else Extent.WHOLE
        return Answer(extent, msg("Seen for work; each look is logged."))
    if is_restricted(viewer, subject, day):
        return _SILENCED
    if viewer.kind is ViewerKind.COMPANION:
        return Answer(
            Extent.TODAY, msg("Who accompanies learns the time of today's visit, nothing else.")
        )
    if viewer.person == subject.person:
        return _own_visits(subject)
    return (
        _visits_of_child(viewer, subject, day)
        if subject.is_minor
        else _visits_of_adult(viewer, subject, day)
    )


_SILENCED = Answer(Extent.NOTHING, msg("A court paper is on file: nothing is told to this person."))


def _own_visits(subject: Subject) -> Answer:
    if subject.is_minor and not subject.decides_herself:
        return Answer(Extent.NOTHING, msg("A child is told through a parent or guardian."))
    return Answer(Extent.WHOLE, msg("These are their own visits."))


def _visits_of_child(viewer: Viewer, subject: Subject, day: date) -> Answer:
    if _holds(subject.guardians, viewer.person, day):
        return Answer(Extent.WHOLE, msg("A parent or guardian sees the visits of the child."))
    return Answer(Extent.NOTHING, msg("Only a parent or guardian may see the visits of a child."))


def _visits_of_adult(viewer: Viewer, subject: Subject, day: date) -> Answer:
    if viewer.kind is not ViewerKind.GUARDIAN and _holds(subject.disclosed_to, viewer.person, day):
        return Answer(Extent.WHOLE, msg("A signed consent allows this person to see the visits."))
    return Answer(
        Extent.NOTHING,
        msg("Visits are a medical secret, also within a family, unless a consent is signed."),
    )


def _staff(kind: ViewerKind, what: What) -> Answer:
    if what is What.MEMBERS:
        if kind is ViewerKind.SUPERVISOR:
            return Answer(Extent.WHOLE, msg("A supervisor merges, splits and adjusts accounts."))
        return Answer(Extent.BY_APPLICATION, msg("By a signed application."))
    if what is What.EARNERS and kind is ViewerKind.ADMINISTRATOR:
        return Answer(Extent.IN_HAND, msg("On the visit in hand."))
    return Answer(Extent.WHOLE, msg("Seen for work; each look is logged."))


def _balance(viewer: Viewer) -> Answer:
    if viewer.kind in ON_ACCOUNT:
        return Answer(Extent.WHOLE, msg("Adults on the account share its points."))
    return Answer(Extent.NOTHING, msg("Only adults who are on the account learn its balance."))


def _earners(viewer: Viewer, subject: Subject, day: date) -> Answer:
    if viewer.kind is ViewerKind.HOLDER:
        return Answer(
            Extent.NUMBERED, msg("The holder sees the others as sums, without names and days.")
        )
    if viewer.kind is ViewerKind.MEMBER:
        return Answer(Extent.OWN, msg("A member sees what they earned themselves."))
    if is_restricted(viewer, subject, day):
        return _SILENCED
    if (
        viewer.kind is ViewerKind.GUARDIAN
        and subject.is_minor
        and _holds(subject.guardians, viewer.person, day)
    ):
        return Answer(
            Extent.CHILD, msg("A guardian who is not on the account sees the child's points.")
        )
    return Answer(Extent.NOTHING, msg("Only adults who are on the account see who earned what."))


def _members(viewer: Viewer) -> Answer:
    if viewer.kind is ViewerKind.HOLDER:
        return Answer(Extent.INVITE, msg("The holder invites; one leaves at either side's wish."))
    if viewer.kind is ViewerKind.MEMBER:
        return Answer(Extent.LEAVE, msg("A member may leave the account at any time."))
    return Answer(Extent.NOTHING, msg("Only adults who are on the account decide who is on it."))
