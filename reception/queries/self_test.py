"""Whom and which cards the self-test prints for: the first there are in the made-up clinic."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from reception.models import AccountMember, Card
from reception.values.choices import CardForm, CardState


@dataclass(frozen=True)
class SelfTestSubjects:
    """A patient on an account, and one active card of each form there is."""

    member: int
    cards: tuple[int, ...]


def self_test_subjects(session: Session) -> SelfTestSubjects:
    """The first of each; raises LookupError where the clinic has none."""
    member = session.scalar(
        select(AccountMember.patient_id).where(AccountMember.left_on.is_(None)).limit(1)
    )
    if member is None:
        raise LookupError("nobody has joined")
    cards = []
    for form in CardForm:
        card = session.scalar(
            select(Card.id).where(Card.form == form, Card.state == CardState.ACTIVE).limit(1)
        )
        if card is not None:
            cards.append(card)
    return SelfTestSubjects(member, tuple(cards))
