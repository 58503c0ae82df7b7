"""What the log must know of: signing in, failing, unlocking, looking, exports, merging, corrections."""

from __future__ import annotations

import json
from typing import Any

from sqlalchemy import select

from reception.models import AuditRow
from reception.services.desk_settings import reveal_names
from reception.services.joining import join_programme
from reception.services.looks import look
from reception.services.merging import merge_patients
from reception.services.staff import set_pin, sign_in, switch_by_pin
from reception.values.actor import Actor
from reception.values.choices import Role
from reception.values.ids import StaffId
from tests.clinics import PASSWORD, PIN
from tests.people import Desk


def last(desk: Desk) -> tuple[str, str, list[Any]]:
    """Action, actor and differences of the last entry of the log."""
    with desk.database.reading() as session:
        row = session.scalars(select(AuditRow).order_by(AuditRow.id.desc()).limit(1)).one()
        return row.action, row.actor_name, json.loads(row.difference)


def test_signing_in_and_failing(desk: Desk) -> None:
    desk.do(sign_in, login="anna", password=PASSWORD)
    assert last(desk)[0] == "sign_in"
    desk.do(sign_in, login="anna", password="no such word")
    action, _who, differences = last(desk)
    assert action == "sign_in"
    assert differences[0]["values"]["failed_attempts"] == [0, 1]
    desk.do(sign_in, login="nobody", password="no such word")
    assert last(desk)[2] == [{"note": {"failed": True}}]


def test_switching_and_unlocking(desk: Desk) -> None:
    for _guess in range(3):
        desk.do(switch_by_pin, staff_id=2, pin="9999")
    assert "locked_until" in last(desk)[2][0]["values"]
    desk.do(set_pin, staff_id=2, pin=PIN)
    action, _who, differences = last(desk)
    assert action == "set_pin"
    assert differences[0]["values"]["failed_attempts"] == [3, 0]


def test_looking_and_revealing(desk: Desk) -> None:
    person = desk.person("Соколова", "Марина")
    desk.do(look, subject_id=person, what="record")
    assert last(desk)[0] == "look"
    desk.do(reveal_names)
    assert last(desk)[0] == "reveal_names"


def test_secrets_do_not_stand_in_the_log(desk: Desk) -> None:
    desk.do(set_pin, staff_id=2, pin="86421357")
    text = json.dumps(last(desk))
    assert "86421357" not in text


def test_joining_two_records(desk: Desk) -> None:
    first, second = desk.person("Соколова", "Марина"), desk.person("Соколова", "Марина", "Ивановна")
    desk.do(join_programme, patient_id=first)
    desk.actor = Actor(StaffId(1), "Анна Орлова", Role.SUPERVISOR)
    desk.do(merge_patients, main_id=first, other_id=second)
    assert last(desk)[0] == "merge_patients"
