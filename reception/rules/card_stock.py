"""How long a stock of cards lasts and when to order: from use and delivery time, pure figures.

Source: product/indicators.md, Card stock cover; requirements S0.10.
"""

from __future__ import annotations

from dataclasses import dataclass

USE_WINDOW_DAYS = 30
DELIVERY_DAYS = 14
SAFETY_DAYS = 6


@dataclass(frozen=True)
class StockPlan:
    """What the clinic decides about its stock.

    `delivery_days` from order to cards in hand, `safety_days` kept in reserve, `least_use` the
    cards of thirty days to reckon with at least, where the past says less.
    """

    delivery_days: int = DELIVERY_DAYS
    safety_days: int = SAFETY_DAYS
    least_use: int = 0


def reorder_point(issued_in_30_days: int, plan: StockPlan) -> int:
    """The number of cards at which to order, rounded up."""
    use = max(issued_in_30_days, plan.least_use)
    return -(-(plan.delivery_days + plan.safety_days) * use // USE_WINDOW_DAYS)


def cover(on_hand: int, issued_in_30_days: int) -> int | None:
    """Full days the stock lasts; None where none is used."""
    return None if issued_in_30_days == 0 else on_hand * USE_WINDOW_DAYS // issued_in_30_days


def cards_to_order(on_hand: int, issued_in_30_days: int, owed: int, plan: StockPlan) -> int:
    """A proposal: what is owed and ninety days of use, in full tens, at least fifty."""
    use = max(issued_in_30_days, plan.least_use)
    wanted = max(50, owed + 3 * use - on_hand)
    return -(-wanted // 10) * 10
