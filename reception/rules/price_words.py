"""How a price is told before the service: item by item, neutrally, in the patient's language.

The words are those of product/content.md 4.9: no "only", no "just", no "unfortunately".
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import reduce

from reception.translation import Translator, msg


def price_phrase(
    items: Sequence[tuple[str, int]], total_minor: int, currency: str, translator: Translator
) -> str:
    """The phrase for services with their prices, and their sum (minor units)."""
    said = translator.text
    total = translator.money(total_minor, currency)
    if not items:
        return said(
            msg(
                "{total} in all. If the doctor suggests anything else, we’ll tell you the price"
                " first, and you decide.",
                total=total,
            )
        )
    named = [
        said(msg("{service}, {price}", service=name, price=translator.money(minor, currency)))
        for name, minor in items
    ]
    joined = reduce(lambda one, other: said(msg("{one}; {other}", one=one, other=other)), named)
    return said(
        msg(
            "Item by item: {items}; {total} in all. If the doctor suggests anything else, we’ll"
            " tell you the price first, and you decide.",
            items=joined,
            total=total,
        )
    )
