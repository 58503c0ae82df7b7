"""The cards of the made-up families, and a stock of plastic that runs out once, as in life."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from typing import Any

from reception.services.demonstration_rows import LocalInstants, Rows
from reception.services.demonstration_visits import JoinedFamily
from reception.values.card_number import CardNumber
from reception.values.choices import CardForm, CardState, StockMove, TaskKind, TaskStatus

_DELIVERY = timedelta(days=12)
_LATE_DELIVERY = timedelta(days=26)


class CardOffice:
    """Issues a card for every joining; plastic runs out once, and paper takes its place."""

    def __init__(
        self, instants: LocalInstants, staff: Sequence[int], version_id: int, series: int
    ) -> None:
        self._instants, self._staff = instants, staff
        self._version_id, self._series = version_id, series
        self._on_hand = 0
        self._batches = 0
        self._due: date | None = None
        self._owed: list[dict[str, Any]] = []
        self.cards: Rows = []
        self.moves: Rows = []
        self.tasks: Rows = []

    def issue_all(self, joinings: Sequence[JoinedFamily], began: date, today: date) -> None:
        """Cards for all joinings, in the order of days."""
        batch = max(25, len(joinings) // 5)
        self._receive(began, batch)
        for number, joined in enumerate(joinings, start=1):
            day = joined.visit.day
            if self._due is not None and self._due <= day:
                self._receive(self._due, batch)
            self._issue(number, joined)
            if self._on_hand <= batch // 6 and self._due is None:
                late = self._batches == 2
                self._due = day + (_LATE_DELIVERY if late else _DELIVERY)
        if self._due is not None and self._due <= today:
            self._receive(self._due, batch)

    def _issue(self, number: int, joined: JoinedFamily) -> None:
        day, who = joined.visit.day, self._staff[joined.visit.staff]
        is_plastic = self._on_hand > 0
        at = self._instants.at(day, joined.visit.at, 4)
        promised = None if is_plastic else day + timedelta(days=14)
        card = {
            "id": number,
            "number": CardNumber.of(self._series, number).digits,
            "state": CardState.ACTIVE,
            "form": CardForm.PLASTIC if is_plastic else CardForm.PAPER,
            "account_id": number,
            "holder_id": joined.holder.number,
            "issued_on": day,
            "issued_at": at,
            "issued_by_id": who,
            "version_id": self._version_id,
            "plastic_owed": not is_plastic,
            "plastic_promised_on": promised,
        }
        self.cards.append(card)
        if is_plastic:
            self._move(day, at, who, StockMove.ISSUED, -1, number)
            return
        task = _plastic_task(joined.holder.number, number, at, who, promised or day)
        self.tasks.append(task)
        self._owed.append({"card": card, "task": task})

    def _receive(self, day: date, count: int) -> None:
        self._batches += 1
        self._due = None
        at = self._instants.at(day, time(8, 30))
        self._move(day, at, self._staff[0], StockMove.RECEIVED, count, None)
        for owed in self._owed:
            handed = self._instants.at(day, time(12))
            owed["card"].update(form=CardForm.PLASTIC, plastic_owed=False, plastic_promised_on=None)
            owed["task"].update(
                status=TaskStatus.DONE, closed_at=handed, closed_by_id=self._staff[0]
            )
            self._move(day, handed, self._staff[0], StockMove.ISSUED, -1, owed["card"]["id"])
        self._owed.clear()

    def _move(
        self, day: date, at: datetime, who: int, move: StockMove, change: int, card: int | None
    ) -> None:
        self._on_hand += change
        self.moves.append(
            {
                "day": day,
                "recorded_at": at,
                "recorded_by_id": who,
                "move": move,
                "change": change,
                "card_id": card,
                "note": "",
            }
        )


def _plastic_task(patient: int, card: int, at: datetime, who: int, due: date) -> dict[str, Any]:
    return {
        "kind": TaskKind.PLASTIC_OWED,
        "patient_id": patient,
        "visit_id": None,
        "mention_id": None,
        "card_id": card,
        "due_on": due,
        "note": "",
        "status": TaskStatus.OPEN,
        "opened_at": at,
        "opened_by_id": who,
        "closed_at": None,
        "closed_by_id": None,
        "result": "",
    }
