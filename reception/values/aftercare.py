"""Choices of what comes after a visit: surveys, contacts, complaints, suggestions, signs of loyalty."""

from __future__ import annotations

from enum import StrEnum


class SurveyState(StrEnum):
    """What became of a survey."""

    DUE = "due"
    ANSWERED = "answered"
    NOT_REACHED = "not_reached"
    DECLINED = "declined"
    CLOSED = "closed"


class SurveyWay(StrEnum):
    """How the answers came."""

    PHONE = "phone"
    PAPER = "paper"
    EXIT = "exit"
    UNPROMPTED = "unprompted"


class ContactReason(StrEnum):
    """Why somebody is contacted; the first three are of our own accord."""

    SURVEY = "survey"
    GREETING = "greeting"
    INVITATION = "invitation"
    REMINDER = "reminder"
    RECALL = "recall"
    ANSWER = "answer"
    RESULT = "result"
    RECOVERY = "recovery"
    THANKS = "thanks"
    CONVERSATION = "conversation"
    PLASTIC = "plastic"
    CALL_BACK = "call_back"


class ContactOutcome(StrEnum):
    """How a contact went."""

    REACHED = "reached"
    SENT = "sent"
    NO_ANSWER = "no_answer"
    LATER = "later"
    DECLINED = "declined"
    WRONG_NUMBER = "wrong_number"


class Influence(StrEnum):
    """Whether something affects the wish to come back (0, 1, 2 in the ranking of themes)."""

    NONE = "none"
    A_LITTLE = "a_little"
    STRONGLY = "strongly"


class ComplaintState(StrEnum):
    """From heard to put right."""

    OPEN = "open"
    RESOLVED = "resolved"
    DROPPED = "dropped"


class ConversationConsent(StrEnum):
    """The first step of a personal conversation; without a yes there is no second."""

    ASKED = "asked"
    YES = "yes"
    LATER = "later"
    NO = "no"


class SuggestionState(StrEnum):
    """From new to done; declined with a reason."""

    NEW = "new"
    CONSIDERED = "considered"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    DONE = "done"


class Echo(StrEnum):
    """Whether another patient's suggestion would have helped."""

    YES = "yes"
    NO = "no"
    UNSURE = "unsure"


class RecallReason(StrEnum):
    """Why a doctor wants to see somebody again; a class, never a diagnosis."""

    REPEAT_CONSULTATION = "repeat_consultation"
    AFTER_TESTS = "after_tests"
    PREVENTION = "prevention"
    COURSE = "course"
    VACCINATION = "vaccination"
    NEXT_IN_CHAIN = "next_in_chain"


class RecallState(StrEnum):
    """What became of a recall."""

    OPEN = "open"
    BOOKED = "booked"
    DECLINED = "declined"
    DROPPED = "dropped"


class LeadChannel(StrEnum):
    """How a potential patient came to us."""

    PHONE = "phone"
    SITE = "site"
    MESSENGER = "messenger"
    VISIT = "visit"
    OTHER = "other"


class NextStep(StrEnum):
    """What was agreed with a potential patient; one is mandatory."""

    BOOKED = "booked"
    FREE_CONSULTATION = "free_consultation"
    TOUR = "tour"
    CALL_BACK = "call_back"
    NOTHING = "nothing"


class PortraitSign(StrEnum):
    """Facts behind the six signs of a loyal patient, and what is asked beside them."""

    REFERRAL_CONFIRMED = "referral_confirmed"
    REVIEW = "review"
    FRIENDLY = "friendly"
    FOLLOWS_US = "follows_us"
    PACKAGE = "package"
    MATTERS_MOST = "matters_most"
    DEFENDS = "defends"
    REASON_FOR_CHOOSING = "reason_for_choosing"
    CAME_BACK_BECAUSE = "came_back_because"
    EXPECTATIONS = "expectations"
    SERVICES_ELSEWHERE = "services_elsewhere"
    INCIDENT = "incident"


class CommentKind(StrEnum):
    """Where a patient's words stand."""

    SURVEY = "survey"
    COMPLAINT = "complaint"
    CONVERSATION = "conversation"
    SUGGESTION = "suggestion"
