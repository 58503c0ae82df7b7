"""Payloads of what the desk itself needs on paper: batches of cards, cue cards, journal, poster."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from reception.documents.payloads import Card, Edition, Imprint, Note, Requisites
from reception.values.choices import CardLayout, Job


@dataclass(frozen=True)
class CardBatch:
    """Numbered cards for a print shop or a sheet to cut; all but the number is alike."""

    imprint: Imprint
    card: Card
    """What they have in common; its own number is not drawn."""
    numbers: tuple[str, ...]
    layout: CardLayout


@dataclass(frozen=True)
class Calibration:
    """A page to measure with a ruler; offsets in tenths of a millimetre, as saved now."""

    imprint: Imprint
    clinic_name: str
    printer: str
    right: int = 0
    down: int = 0
    on_card: bool = False
    """A page of plastic size, for a card printer."""


@dataclass(frozen=True)
class WhatItGives:
    """One page for the patient: what for, how much, how to get and spend, what not, until when."""

    imprint: Imprint
    clinic: Requisites
    edition: Edition
    short: str
    answers: tuple[Note, ...]
    figure: str = ""
    """The person's own figure in a sentence; empty where there is none."""
    advertises: bool = True
    """Then the contraindication line is on it (R14)."""


@dataclass(frozen=True)
class CueCard:
    """What one role says, does and never says; for the desk drawer."""

    imprint: Imprint
    clinic_name: str
    edition: Edition
    job: Job
    short: str


@dataclass(frozen=True)
class KeyCard:
    """Every key of the program on one page, for beside the keyboard."""

    imprint: Imprint
    clinic_name: str


@dataclass(frozen=True)
class PaperJournal:
    """Lines to fill in by hand while there is no power, typed in later with the real times."""

    imprint: Imprint
    clinic_name: str
    rows: int = 16


@dataclass(frozen=True)
class Poster:
    """For the wall: the programme in a few large words."""

    imprint: Imprint
    clinic: Requisites
    edition: Edition
    short: str
    points: tuple[str, ...]
    advertises: bool = True


@dataclass(frozen=True)
class RefundSlip:
    """What the till pays out after a refund; money in minor units of `currency`."""

    imprint: Imprint
    clinic_name: str
    currency: str
    visit_number: str
    visit_day: date
    bill_minor: int
    refunded_minor: int
    money_minor: int
    points_back: int = 0
    points_off: int = 0
    points_forgiven: int = 0
    points_owed: int = 0
    reason: str = ""
