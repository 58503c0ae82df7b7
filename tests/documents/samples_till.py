"""Samples of the price before the service and of the slip for the till."""

from __future__ import annotations

from datetime import date
from typing import Any

from reception.documents import payloads as p
from reception.documents.payloads_till import EstimateSlip, PricedLine, TillSlip
from reception.translation import Language
from reception.values.choices import PaperKind

ADDRESS = {Language.RU: "Марина Викторовна", Language.UK: "Марино Вікторівно"}
SERVICES = {
    Language.RU: ("Первый приём врача", "Снимок зуба"),
    Language.UK: ("Перший прийом лікаря", "Знімок зуба"),
    Language.EN: ("First consultation", "X-ray of a tooth"),
}


def papers(language: Language, imprint: p.Imprint, clinic: p.Requisites) -> dict[PaperKind, Any]:
    """Both papers with made-up facts."""
    first, second = SERVICES[language]
    return {
        PaperKind.ESTIMATE: EstimateSlip(
            imprint,
            clinic.name,
            "+7 383 200-10-20",
            "RUB",
            date(2026, 11, 2),
            ADDRESS.get(language, "Ms Sokolova"),
            (
                PricedLine(first, 320_000),
                PricedLine(second, 80_000, was_added=True, was_agreed=True),
            ),
            400_000,
        ),
        PaperKind.TILL_SLIP: TillSlip(
            imprint,
            clinic.name,
            "RUB",
            "000417",
            date(2026, 10, 28),
            bill_minor=80_000,
            reduction_minor=22_400,
            money_minor=57_600,
            points_used=224,
            insured_percent=80,
        ),
    }
