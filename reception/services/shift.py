"""The shift: opened, handed over and closed, each signed by PIN; it gates only itself, never care.

Plastic cards are counted against the stock's book, rules sheets against the last count; a
difference is explained, and the book of cards then follows the count.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from reception.changes import Done
from reception.errors import InvalidInput, Refused
from reception.models import ShiftAct
from reception.services.card_stock import LARGEST_BATCH, move_stock, watch_stock
from reception.services.staff import check_pin
from reception.storage.unit_of_work import UnitOfWork
from reception.translation import Message, msg
from reception.values.choices import StockMove
from reception.values.day_choices import ShiftStep

CHECKLIST: tuple[str, ...] = ("desk", "appearance", "paper", "cards", "sheets", "pens", "water")
"""What is looked at when a shift is opened (requirements S1.8)."""
LONGEST_EXPLANATION = 500


@dataclass(frozen=True)
class Counted:
    """What was counted by hand, and why it differs where it does."""

    cards: int
    sheets: int
    explanation: str = ""


@dataclass(frozen=True)
class Signature:
    """Who signs and with which PIN; at a handover, who receives as well."""

    staff_id: int
    pin: str
    receiver_id: int | None = None
    receiver_pin: str = ""


@dataclass(frozen=True)
class Signed:
    """The row that was signed; where a PIN was wrong, whose and why."""

    act_id: int | None
    refusal: Message | None = None
    refused_id: int | None = None


@dataclass(frozen=True)
class Context:
    """What was on the screen when it was signed."""

    checklist: Mapping[str, bool] = field(default_factory=dict)
    still_open: Mapping[str, int] = field(default_factory=dict)
    sheets_expected: int | None = None
    backup_at: datetime | None = None


def sign_shift(
    uow: UnitOfWork,
    *,
    step: ShiftStep,
    counted: Counted,
    signature: Signature,
    context: Context,
) -> Done[Signed]:
    """Sign an opening, a handover or a closing.

    Raises InvalidInput naming the field (`cards`, `sheets`, `explanation`, `receiver`), Refused
    where the shift is open already or not open.  A wrong PIN is answered, and counted.
    """
    _check_order(uow, step)
    expected = uow.find.plastic_on_hand()
    _check_counted(counted, expected, context.sheets_expected)
    _check_backup(step, counted, context, uow.now)
    refused = _check_pins(uow, step, signature)
    if refused is not None:
        return Done(refused)
    if counted.cards != expected:
        note = counted.explanation.strip()
        move_stock(uow, StockMove.COUNTED, counted.cards - expected, note=note)
        watch_stock(uow)
    act = uow.append(
        ShiftAct(
            step=step,
            day=uow.today,
            signed_at=uow.now,
            signed_by_id=signature.staff_id,
            received_by_id=signature.receiver_id if step is ShiftStep.HAND_OVER else None,
            checklist=json.dumps(dict(context.checklist), sort_keys=True),
            cards_expected=expected,
            cards_counted=counted.cards,
            sheets_expected=context.sheets_expected,
            sheets_counted=counted.sheets,
            explanation=counted.explanation.strip(),
            still_open=json.dumps(dict(context.still_open), sort_keys=True),
            backup_at=context.backup_at,
        )
    )
    uow.about("shift_act", act.id)
    return Done(Signed(act.id), _SAID[step])


_SAID = {
    ShiftStep.OPEN: msg("The shift is open."),
    ShiftStep.HAND_OVER: msg("The shift is handed over."),
    ShiftStep.CLOSE: msg("The shift is closed."),
}


def _check_order(uow: UnitOfWork, step: ShiftStep) -> None:
    last = uow.find.last_shift_act()
    is_open = last is not None and last.step is not ShiftStep.CLOSE
    if step is ShiftStep.OPEN and is_open:
        raise Refused(msg("The shift is open already."), code="open")
    if step is not ShiftStep.OPEN and not is_open:
        raise Refused(msg("No shift is open."), code="not_open")


def _check_counted(counted: Counted, cards: int, sheets: int | None) -> None:
    for name, value in (("cards", counted.cards), ("sheets", counted.sheets)):
        if not 0 <= value <= LARGEST_BATCH:
            raise InvalidInput(msg("Allowed: 0 to {most}.", most=LARGEST_BATCH), field=name)
    explanation = counted.explanation.strip()
    if len(explanation) > LONGEST_EXPLANATION:
        raise InvalidInput(
            msg("The text is too long. Allowed: {most} letters.", most=LONGEST_EXPLANATION),
            field="explanation",
        )
    if explanation:
        return
    if counted.cards != cards:
        raise InvalidInput(
            msg(
                "The book says {expected} cards, {counted} were counted. Say why.",
                expected=cards,
                counted=counted.cards,
            ),
            field="explanation",
        )
    if sheets is not None and counted.sheets != sheets:
        raise InvalidInput(
            msg(
                "The book says {expected} sheets, {counted} were counted. Say why.",
                expected=sheets,
                counted=counted.sheets,
            ),
            field="explanation",
        )


def _check_backup(step: ShiftStep, counted: Counted, context: Context, now: datetime) -> None:
    if step is not ShiftStep.CLOSE or counted.explanation.strip():
        return
    made = context.backup_at
    if made is None or (now - made).total_seconds() > BACKUP_IS_FRESH_SECONDS:
        raise InvalidInput(
            msg("Make a backup first, or say why there is none."), field="explanation"
        )


BACKUP_IS_FRESH_SECONDS = 12 * 3600


def _check_pins(uow: UnitOfWork, step: ShiftStep, signature: Signature) -> Signed | None:
    wanted = [(signature.staff_id, signature.pin)]
    if step is ShiftStep.HAND_OVER:
        if signature.receiver_id is None or signature.receiver_id == signature.staff_id:
            raise InvalidInput(msg("Choose who receives the shift."), field="receiver")
        wanted.append((signature.receiver_id, signature.receiver_pin))
    for staff_id, pin in wanted:
        answer = check_pin(uow, staff_id=staff_id, pin=pin)
        if answer.actor is None:
            return Signed(None, answer.refusal, staff_id)
    return None
