"""Rows of what patients said: a complaint's conversation, suggestions others may be asked about."""

from __future__ import annotations

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from reception.models import Conversation, Suggestion, SuggestionEcho
from reception.rules.conversation import OFFERED_AT_MOST
from reception.values.aftercare import SuggestionState

_OPEN = (SuggestionState.NEW, SuggestionState.CONSIDERED, SuggestionState.ACCEPTED)


def offered_suggestions(session: Session, patient_id: int) -> list[Suggestion]:
    """At most two open suggestions of others this person was not asked about, least asked first.

    Only what has a short wording is offered: somebody read it and took names out.
    """
    answered = select(SuggestionEcho.suggestion_id).where(SuggestionEcho.patient_id == patient_id)
    asked = (
        select(func.count(SuggestionEcho.id))
        .where(SuggestionEcho.suggestion_id == Suggestion.id)
        .scalar_subquery()
    )
    return list(
        session.scalars(
            select(Suggestion)
            .where(
                Suggestion.state.in_(_OPEN),
                Suggestion.short != "",
                Suggestion.patient_id.is_distinct_from(patient_id),
                Suggestion.id.not_in(answered),
            )
            .order_by(asked, Suggestion.id)
            .limit(OFFERED_AT_MOST)
        )
    )


def conversation_of(session: Session, complaint_id: int) -> Conversation | None:
    """The conversation of a complaint, the newest where there are several."""
    return session.scalar(
        select(Conversation)
        .where(Conversation.complaint_id == complaint_id)
        .order_by(Conversation.id.desc())
        .limit(1)
    )


def echo_of(session: Session, suggestion_id: int, patient_id: int) -> SuggestionEcho | None:
    """What a patient said of another's suggestion."""
    return session.scalar(
        select(SuggestionEcho).where(
            SuggestionEcho.suggestion_id == suggestion_id,
            SuggestionEcho.patient_id == patient_id,
        )
    )
