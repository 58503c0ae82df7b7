"""Faults of terms that concern more than the shape of one field."""

from __future__ import annotations

import zoneinfo
from collections.abc import Sequence
from datetime import date, timedelta
from functools import cache
from typing import Any

from reception.rules.terms import Terms
from reception.rules.terms_fields import Faults, Table
from reception.translation import msg
from reception.values.choices import ExpiryMode
from reception.values.period import add_months

# ISO 4217: the currencies of two decimals.
_CURRENCIES = frozenset(
    [
        "AED",
        "AFN",
        "ALL",
        "AMD",
        "ANG",
        "AOA",
        "ARS",
        "AUD",
        "AWG",
        "AZN",
        "BAM",
        "BBD",
        "BDT",
        "BGN",
        "BMD",
        "BND",
        "BOB",
        "BRL",
        "BSD",
        "BTN",
        "BWP",
        "BYN",
        "BZD",
        "CAD",
        "CDF",
        "CHF",
        "CNY",
        "COP",
        "CRC",
        "CUP",
        "CVE",
        "CZK",
        "DKK",
        "DOP",
        "DZD",
        "EGP",
        "ERN",
        "ETB",
        "EUR",
        "FJD",
        "FKP",
        "GBP",
        "GEL",
        "GHS",
        "GIP",
        "GMD",
        "GTQ",
        "GYD",
        "HKD",
        "HNL",
        "HTG",
        "HUF",
        "IDR",
        "ILS",
        "INR",
        "IRR",
        "JMD",
        "KES",
        "KGS",
        "KHR",
        "KPW",
        "KYD",
        "KZT",
        "LAK",
        "LBP",
        "LKR",
        "LRD",
        "LSL",
        "MAD",
        "MDL",
        "MGA",
        "MKD",
        "MMK",
        "MNT",
        "MOP",
        "MRU",
        "MUR",
        "MVR",
        "MWK",
        "MXN",
        "MYR",
        "MZN",
        "NAD",
        "NGN",
        "NIO",
        "NOK",
        "NPR",
        "NZD",
        "PAB",
        "PEN",
        "PGK",
        "PHP",
        "PKR",
        "PLN",
        "QAR",
        "RON",
        "RSD",
        "RUB",
        "SAR",
        "SBD",
        "SCR",
        "SDG",
        "SEK",
        "SGD",
        "SHP",
        "SLE",
        "SOS",
        "SRD",
        "SSP",
        "STN",
        "SVC",
        "SYP",
        "SZL",
        "THB",
        "TJS",
        "TMT",
        "TOP",
        "TRY",
        "TTD",
        "TWD",
        "TZS",
        "UAH",
        "USD",
        "UYU",
        "UZS",
        "VES",
        "WST",
        "XCD",
        "YER",
        "ZAR",
        "ZMW",
        "ZWG",
    ]
)
_LONG_ENOUGH = 1200  # months: longer lives are longer than any hold
_FIRST_START = date(2096, 3, 1)  # four years of starts that lead over a year without 29 February
_STARTS = 1461


def check_currency(table: Table) -> str:
    """The currency of the programme; every one it knows has two decimals."""
    currency = table.text("currency")
    if currency != "?" and currency not in _CURRENCIES:
        table.fault("currency", msg("an ISO 4217 code of a currency with two decimals, like RUB"))
    return currency


def check_time_zone(table: Table) -> str:
    """The IANA name of the clinic's time zone."""
    name = table.text("time_zone")
    if name == "?":
        return name
    try:
        zoneinfo.ZoneInfo(name)
    except (zoneinfo.ZoneInfoNotFoundError, ValueError, OSError):
        table.fault("time_zone", msg("an IANA time zone, like Europe/Moscow"))
    return name


def check_period(
    table: Table, first: date, last: date | None, first_key: str, last_key: str
) -> None:
    """A period ends on or after its first day."""
    if last is not None and last < first and first_key in table and last_key in table:
        table.fault(last_key, msg("{day} or later", day=first.isoformat()))


def check_once(table: Table, key: str, others: Sequence[Any], value: Any) -> None:
    """Each tier and each promotion has its own code, each tier its own spend."""
    if value in others and value != "?":
        table.fault(key, msg("each once"))


def check_life(table: Table, mode: ExpiryMode) -> None:
    """Months or days: exactly one, none with never, at most one with the end of a period."""
    given = [key for key in ("months", "days") if key in table]
    if mode is ExpiryMode.NEVER:
        for key in given:
            table.fault(key, msg("left out where points never expire"))
    elif len(given) == 2:
        table.fault("days", msg("months or days, not both"))
    elif not given and mode in (ExpiryMode.AFTER_EARNING, ExpiryMode.AFTER_LAST_VISIT):
        table.fault("months", msg("months or days, exactly one of them"))


def check_hold(terms: Terms, faults: Faults) -> None:
    """Points must become usable before they lapse (design/terms.md, Ranges)."""
    expiry = terms.expiry
    if expiry.mode not in (ExpiryMode.AFTER_EARNING, ExpiryMode.AFTER_LAST_VISIT):
        return
    if expiry.months is not None:
        life = shortest_life(expiry.months)
    elif expiry.days is not None:
        life = expiry.days
    else:
        return
    if terms.earning.hold_days >= life:
        faults.add(
            "earning.hold_days",
            terms.earning.hold_days,
            msg("less than the {days} days points live", days=life),
        )


@cache
def shortest_life(months: int) -> int:
    """The fewest days that `months` can have by the calendar."""
    if months > _LONG_ENOUGH:
        return months * 28
    starts = (_FIRST_START + timedelta(days=n) for n in range(_STARTS))
    return min((add_months(start, months) - start).days for start in starts)


@cache
def longest_life(months: int) -> int:
    """The most days that `months` can have by the calendar."""
    if months > _LONG_ENOUGH:
        return months * 31
    starts = (date(2000, 1, 1) + timedelta(days=n) for n in range(_STARTS))
    return max((add_months(start, months) - start).days for start in starts)
