"""`reception points WHO --bill`: what a bill may use and would earn, and why, before it is paid."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date
from typing import Any

from reception.cli.runner import Command
from reception.errors import InvalidInput
from reception.queries.clinic import clinic_day
from reception.queries.desk_forms import bill_groups
from reception.queries.points import BillPreview, preview_bill
from reception.queries.points_record import person_named
from reception.rules.ledger import Line
from reception.translation import Message, Translator, msg, nmsg
from reception.values.money import parse_minor, write_minor


def points_of_bill(
    command: Command,
    *,
    who: str,
    bill: Sequence[str],
    redeem: int,
    as_of: date | None,
    as_json: bool,
) -> int:
    """Print what a bill may use and would earn; changes nothing, works while the window is open.

    Each of `bill` is GROUP=AMOUNT, the amount a decimal string in currency units.
    """
    if redeem < 0:
        raise InvalidInput(
            msg(
                "{name}: “{found}” cannot be read. Allowed: {allowed}.",
                name="--redeem",
                found=str(redeem),
                allowed=msg("a whole number, at least {least}", least=0),
            )
        )
    with command.open(writing=False) as database, database.reading() as session:
        day = as_of or clinic_day(session, now=command.clock.now())
        found = preview_bill(
            session,
            patient_id=person_named(session, who=who),
            lines=_lines_of([code for code, _name in bill_groups(session)], bill),
            redeem=redeem,
            day=day,
        )
    if as_json:
        tree = _tree(found, day, command.translator)
        print(json.dumps(tree, ensure_ascii=False, indent=1), file=command.out)
    else:
        for line in _said(found, command.translator):
            print(line, file=command.out)
    return 0


def _lines_of(known: Sequence[str], bill: Sequence[str]) -> list[Line]:
    """The lines of a bill; raises InvalidInput with every fault."""
    lines: list[Line] = []
    faults: list[Message] = []
    for one in bill:
        group, _sign, amount = one.partition("=")
        if group not in known:
            faults.append(
                msg(
                    "--bill {found}: there is no such group of services; allowed: {names}.",
                    found=one,
                    names=", ".join(known),
                )
            )
            continue
        try:
            lines.append(Line(group, parse_minor(amount)))
        except InvalidInput as error:
            faults.append(error.message)
    if faults:
        raise InvalidInput(msg("This bill cannot be taken."), faults=faults)
    return lines


def _tree(found: BillPreview, day: date, translator: Translator) -> dict[str, Any]:
    """One JSON object: money as decimal strings, days as text, the reasons in words, too."""
    return {
        "account": found.account_id,
        "day": day.isoformat(),
        "bill": write_minor(found.bill_minor),
        "balance": found.balance,
        "held": found.held,
        "redeem": {
            "largest": found.largest,
            "bound_by": found.reason,
            "why": None if found.why is None else translator.text(found.why),
            "points": found.redeem,
            "amount": write_minor(found.redeem_minor),
            "to_pay": write_minor(found.money_minor),
        },
        "earns": {
            "points": found.earns,
            "usable_from": None if found.usable_from is None else found.usable_from.isoformat(),
            "last_day": None if found.last_day is None else found.last_day.isoformat(),
            "breakdown": list(found.steps),
            "why": [translator.text(line) for line in found.explanation],
        },
    }


def _said(found: BillPreview, translator: Translator) -> list[str]:
    """The same in words."""
    said = translator.text
    largest = nmsg(
        "At most {count} point can be used on this bill.",
        "At most {count} points can be used on this bill.",
        found.largest,
    )
    lines = [said(largest)]
    if found.why is not None:
        lines.append(f"  {said(found.why)}")
    earns = nmsg("It earns {count} point.", "It earns {count} points.", found.earns)
    lines += [said(earns), *(f"  {said(line)}" for line in found.explanation)]
    if found.usable_from is not None:
        lines.append("  " + said(msg("Usable from {day}.", day=found.usable_from)))
    if found.last_day is not None:
        lines.append("  " + said(msg("The last day to use them: {day}.", day=found.last_day)))
    return lines
