"""A desk that works without pause and tells each action it was promised is stored.

It runs in a process that is killed at a moment nobody chose, through the program's own services.
"""

from __future__ import annotations

import os
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from reception.services.cards import issue_card
from reception.services.check_in import check_in
from reception.services.checkout import GivenLine, check_out
from reception.services.joining import join_programme
from reception.services.mentions import record_mention
from reception.storage.database import Database, open_database
from reception.storage.unit_of_work import UnitOfWork
from reception.translation import Language
from reception.values.actor import Actor
from reception.values.choices import Channel, MentionOutcome, Role
from reception.values.ids import StaffId
from tests.people import Desk

START = datetime(2026, 11, 2, 6, 0, tzinfo=UTC)
OLGA = Actor(StaffId(2), "Ольга Титова", Role.ADMINISTRATOR)
PATIENTS = 6


def set_the_desk(database: Database) -> str:
    """People to come, half of them in the programme; answers the code of a group of services."""
    desk = Desk(database, OLGA, START)
    for number in range(PATIENTS):
        person = desk.person("Ким", f"Имя{'абвгде'[number]}", birth_date=date(1980, 1, number + 1))
        if number % 2:
            desk.do(join_programme, patient_id=person)
    return str(desk.ask(_first_group))


def _first_group(session: Any) -> str:
    from sqlalchemy import select

    from reception.models import ServiceGroup

    return str(session.scalar(select(ServiceGroup.code).order_by(ServiceGroup.id).limit(1)))


def work(path: Path, group: str, said: int, first: int) -> None:
    """Check in, tell, pay, and issue a card now and then, until somebody kills the process.

    Each stored action is a line in the pipe `said`: kind, request, number of its row.
    """
    database = open_database(path, None)
    number = first
    while True:
        number += 1
        patient = number % PATIENTS + 1
        now = START + timedelta(minutes=number)

        def act(service: Any, now: datetime = now, **arguments: Any) -> Any:
            name = str(service.__name__)
            with database.unit_of_work(now=now, actor=OLGA, action=name) as uow:
                return service(uow, **arguments).value

        def tell(kind: str, row: int, number: int = number) -> None:
            os.write(said, f"{kind} {kind}-{number} {row}\n".encode())

        visit = act(
            check_in, patient_id=patient, confirm_second=True, request_id=f"check_in-{number}"
        ).visit_id
        tell("check_in", visit)
        mention = act(
            record_mention,
            listener_id=patient,
            visit_id=visit,
            outcome=MentionOutcome.SHEET_HANDED,
            channel=Channel.CHECK_IN,
            situation="P2",
            variant="P2/1",
            language=Language.RU,
            seconds_shown=4,
            request_id=f"mention-{number}",
        )
        tell("mention", mention.mention_id)
        act(
            check_out,
            visit_id=visit,
            lines=[GivenLine(group, 150_000 + number)],
            request_id=f"pay-{number}",
        )
        tell("pay", visit)
        if patient % 2 == 0 and number % 5 == 0:
            card = act(
                issue_card,
                account_id=_account(database, patient),
                holder_id=patient,
                on_paper=True,
                request_id=f"card-{number}",
            )
            tell("card", card.card_id)


def _account(database: Database, patient: int) -> int:
    from sqlalchemy import select

    from reception.models import AccountMember

    with database.reading() as session:
        found = session.scalar(
            select(AccountMember.account_id).where(AccountMember.patient_id == patient)
        )
    return int(found or 0)


def again(uow: UnitOfWork, visit: int, group: str, number: int) -> Any:
    """The payment of a visit, asked for once more with the same request."""
    return check_out(
        uow,
        visit_id=visit,
        lines=[GivenLine(group, 150_000 + number)],
        request_id=f"pay-{number}",
    )
