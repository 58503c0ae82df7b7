"""Payloads of the price told before the service, and of the slip that goes to the till after it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from reception.documents.payloads import Imprint


@dataclass(frozen=True)
class PricedLine:
    """A service in the patient's words, its price in minor units, and whether it came later."""

    service: str
    amount_minor: int
    was_added: bool = False
    was_agreed: bool = False


@dataclass(frozen=True)
class EstimateSlip:
    """What was told before the service, on the day of the visit; money in minor units."""

    imprint: Imprint
    clinic_name: str
    clinic_phone: str
    currency: str
    day: date
    address: str
    lines: tuple[PricedLine, ...]
    total_minor: int


@dataclass(frozen=True)
class TillSlip:
    """What to key into the till: the bill, the reduction by points, the money; no service named."""

    imprint: Imprint
    clinic_name: str
    currency: str
    visit_number: str
    visit_day: date
    bill_minor: int
    reduction_minor: int
    money_minor: int
    points_used: int = 0
    insured_percent: int = 0
