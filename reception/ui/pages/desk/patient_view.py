"""What the second screen may show of one patient: her form of address, her items, her points."""

from __future__ import annotations

from dataclasses import dataclass

from reception.translation import Language


@dataclass(frozen=True)
class PatientView:
    """Money in minor units; `points_*` are None where nothing is said of points."""

    language: Language
    address: str
    items: tuple[tuple[str, int], ...]
    total_minor: int
    currency: str
    points_used: int | None = None
    points_earned: int | None = None
