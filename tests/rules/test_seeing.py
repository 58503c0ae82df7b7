"""Who may see what: every cell of the matrix of product/law.md, and the days that bound it."""

from __future__ import annotations

from datetime import date

import pytest

from reception.rules.seeing import (
    Extent,
    Subject,
    Tie,
    Viewer,
    ViewerKind,
    What,
    may_see,
    patient_key,
)

DAY = date(2026, 11, 2)
HOLDER, MEMBER, GUARDIAN, NANNY = (patient_key(n) for n in (1, 2, 3, 4))
ADULT = Subject(patient_key(5))
OWN_CHILD = Subject(
    patient_key(6), is_minor=True, guardians=tuple(Tie(one) for one in (HOLDER, MEMBER, GUARDIAN))
)
OTHER_CHILD = Subject(patient_key(7), is_minor=True, guardians=(Tie(patient_key(8)),))

PEOPLE = {
    ViewerKind.HOLDER: HOLDER,
    ViewerKind.MEMBER: MEMBER,
    ViewerKind.GUARDIAN: GUARDIAN,
    ViewerKind.COMPANION: NANNY,
    ViewerKind.ADMINISTRATOR: "",
    ViewerKind.SUPERVISOR: "",
    ViewerKind.STRANGER: patient_key(9),
}

# viewer: balance | who earned what | visits of another adult | child's visits | change members
MATRIX = {
    ViewerKind.HOLDER: (
        Extent.WHOLE,
        Extent.NUMBERED,
        Extent.NOTHING,
        Extent.WHOLE,
        Extent.INVITE,
    ),
    ViewerKind.MEMBER: (Extent.WHOLE, Extent.OWN, Extent.NOTHING, Extent.WHOLE, Extent.LEAVE),
    ViewerKind.GUARDIAN: (
        Extent.NOTHING,
        Extent.CHILD,
        Extent.NOTHING,
        Extent.WHOLE,
        Extent.NOTHING,
    ),
    ViewerKind.COMPANION: (
        Extent.NOTHING,
        Extent.NOTHING,
        Extent.TODAY,
        Extent.TODAY,
        Extent.NOTHING,
    ),
    ViewerKind.ADMINISTRATOR: (
        Extent.WHOLE,
        Extent.IN_HAND,
        Extent.FOR_WORK,
        Extent.WHOLE,
        Extent.BY_APPLICATION,
    ),
    ViewerKind.SUPERVISOR: (Extent.WHOLE,) * 5,
    ViewerKind.STRANGER: (Extent.NOTHING,) * 5,
}
COLUMNS = (
    (What.BALANCE, ADULT),
    (What.EARNERS, OWN_CHILD),
    (What.VISITS, ADULT),
    (What.VISITS, OWN_CHILD),
    (What.MEMBERS, ADULT),
)


@pytest.mark.parametrize("kind", list(ViewerKind))
def test_every_cell(kind: ViewerKind) -> None:
    viewer = Viewer(kind, PEOPLE[kind])
    found = tuple(may_see(viewer, subject, what, DAY) for what, subject in COLUMNS)
    assert tuple(answer.extent for answer in found) == MATRIX[kind]
    assert all(answer.reason.id for answer in found)
    assert [answer.allowed for answer in found] == [e is not Extent.NOTHING for e in MATRIX[kind]]


@pytest.mark.parametrize("kind", [ViewerKind.HOLDER, ViewerKind.MEMBER, ViewerKind.GUARDIAN])
def test_only_their_own_children(kind: ViewerKind) -> None:
    assert not may_see(Viewer(kind, PEOPLE[kind]), OTHER_CHILD, What.VISITS, DAY).allowed


def test_a_guardian_sees_the_points_of_no_other_child_and_no_adult() -> None:
    viewer = Viewer(ViewerKind.GUARDIAN, GUARDIAN)
    assert not may_see(viewer, OTHER_CHILD, What.EARNERS, DAY).allowed
    assert not may_see(viewer, ADULT, What.EARNERS, DAY).allowed


@pytest.mark.parametrize(
    ("until", "extent"), [(DAY, Extent.WHOLE), (date(2026, 11, 1), Extent.NOTHING)]
)
def test_a_signed_disclosure_opens_the_visits_while_it_holds(until: date, extent: Extent) -> None:
    told = Subject(ADULT.person, disclosed_to=(Tie(MEMBER, date(2026, 1, 1), until),))
    assert may_see(Viewer(ViewerKind.MEMBER, MEMBER), told, What.VISITS, DAY).extent is extent
    other = Viewer(ViewerKind.HOLDER, HOLDER)
    assert not may_see(other, told, What.VISITS, DAY).allowed


def test_a_court_paper_silences_a_parent_even_one_on_the_account() -> None:
    child = Subject(
        OWN_CHILD.person, is_minor=True, guardians=OWN_CHILD.guardians, restricted=(Tie(MEMBER),)
    )
    for what in (What.VISITS,):
        assert not may_see(Viewer(ViewerKind.MEMBER, MEMBER), child, what, DAY).allowed
        assert may_see(Viewer(ViewerKind.HOLDER, HOLDER), child, what, DAY).allowed
    guardian = Subject(
        OWN_CHILD.person, is_minor=True, guardians=OWN_CHILD.guardians, restricted=(Tie(GUARDIAN),)
    )
    assert not may_see(Viewer(ViewerKind.GUARDIAN, GUARDIAN), guardian, What.EARNERS, DAY).allowed


def test_a_court_paper_that_ended_silences_nobody() -> None:
    ended = Tie(MEMBER, None, date(2026, 10, 31))
    child = Subject(
        OWN_CHILD.person, is_minor=True, guardians=OWN_CHILD.guardians, restricted=(ended,)
    )
    assert may_see(Viewer(ViewerKind.MEMBER, MEMBER), child, What.VISITS, DAY).allowed


def test_a_guardianship_that_ended_opens_nothing() -> None:
    child = Subject(
        OWN_CHILD.person, is_minor=True, guardians=(Tie(GUARDIAN, None, date(2026, 10, 31)),)
    )
    assert not may_see(Viewer(ViewerKind.GUARDIAN, GUARDIAN), child, What.VISITS, DAY).allowed


def test_ones_own_visits_and_those_of_a_teenager() -> None:
    me = Viewer(ViewerKind.STRANGER, ADULT.person)
    assert may_see(me, ADULT, What.VISITS, DAY).extent is Extent.WHOLE
    teenager = Subject(patient_key(10), is_minor=True, decides_herself=True)
    assert may_see(Viewer(ViewerKind.STRANGER, teenager.person), teenager, What.VISITS, DAY).allowed
    child = Subject(patient_key(10), is_minor=True)
    assert not may_see(Viewer(ViewerKind.STRANGER, child.person), child, What.VISITS, DAY).allowed
