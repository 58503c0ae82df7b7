"""Mapped classes: the tables of a clinic and the invariants that need no query."""

from reception.models.account import Acceptance, Account, AccountBlock, AccountMember
from reception.models.aftercare import Contact, Lead, PortraitFact, Recall, Survey
from reception.models.audit import AuditRow, Request
from reception.models.base import Base, Chained
from reception.models.card import Card, CardBatch, CardSeries, CardStock
from reception.models.clinic import Clinic, Doctor, PriceItem, ServiceGroup, Setting
from reception.models.consent import Consent
from reception.models.erasure import Erasure, Redaction
from reception.models.estimate import EstimateLine
from reception.models.family import CourtRestriction, HouseholdTime, Representative
from reception.models.feedback import (
    CommentTheme,
    Complaint,
    Conversation,
    Suggestion,
    SuggestionEcho,
    Theme,
    ThemeGuess,
    ThemeSet,
)
from reception.models.imports import ImportedRow, ImportMapping, ImportRun, RefusedRow
from reception.models.mention import Mention
from reception.models.merge import DuplicatePair, NameWord, PatientMerge, SurnameWord
from reception.models.nuance import Nuance
from reception.models.paper import Paper
from reception.models.patient import FormerName, Household, KnownDifferent, Patient, PatientPhone
from reception.models.phrase_edit import PhraseEdit
from reception.models.points import (
    PointsAccount,
    PointsDebt,
    PointsDraw,
    PointsEntry,
    PointsLot,
    PointsReferral,
    PointsTransfer,
    PointsVisit,
)
from reception.models.programme import ProgrammeVersion, PublishedPromotion
from reception.models.shift import ShiftAct
from reception.models.staff import Staff
from reception.models.standard import StandardAcknowledgement, StandardMark, StandardVersion
from reception.models.task import Task
from reception.models.training import QuizResult, Training
from reception.models.visit import BillLine, Draft, Visit, VisitRefund
from reception.models.visit_trace import VisitTrace

__all__ = [
    "Acceptance",
    "Account",
    "AccountBlock",
    "AccountMember",
    "AuditRow",
    "Base",
    "BillLine",
    "Card",
    "CardBatch",
    "CardSeries",
    "CardStock",
    "Chained",
    "Clinic",
    "CommentTheme",
    "Complaint",
    "Consent",
    "Contact",
    "Conversation",
    "CourtRestriction",
    "Doctor",
    "Draft",
    "DuplicatePair",
    "Erasure",
    "EstimateLine",
    "FormerName",
    "Household",
    "HouseholdTime",
    "ImportMapping",
    "ImportRun",
    "ImportedRow",
    "KnownDifferent",
    "Lead",
    "Mention",
    "NameWord",
    "Nuance",
    "Paper",
    "Patient",
    "PatientMerge",
    "PatientPhone",
    "PhraseEdit",
    "PointsAccount",
    "PointsDebt",
    "PointsDraw",
    "PointsEntry",
    "PointsLot",
    "PointsReferral",
    "PointsTransfer",
    "PointsVisit",
    "PortraitFact",
    "PriceItem",
    "ProgrammeVersion",
    "PublishedPromotion",
    "QuizResult",
    "Recall",
    "Redaction",
    "RefusedRow",
    "Representative",
    "Request",
    "ServiceGroup",
    "Setting",
    "ShiftAct",
    "Staff",
    "StandardAcknowledgement",
    "StandardMark",
    "StandardVersion",
    "Suggestion",
    "SuggestionEcho",
    "SurnameWord",
    "Survey",
    "Task",
    "Theme",
    "ThemeGuess",
    "ThemeSet",
    "Training",
    "Visit",
    "VisitRefund",
    "VisitTrace",
]
