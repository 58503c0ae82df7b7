"""Situation 3: two families share one phone: all are listed, nobody is merged or joined."""

from __future__ import annotations

from datetime import date

from reception.models import AccountMember, Patient
from reception.queries.search import search
from reception.services.joining import join_programme
from reception.values.choices import Country
from tests.stories.family_people import TODAY, at_home
from tests.stories.people import every
from tests.ui.at_desk import AtDesk
from tests.ui.house import settle


def test_one_phone_for_two_families(small_desk: AtDesk) -> None:
    desk = small_desk
    home = at_home(desk)
    neighbour = desk.person("Лебедева", "Анна", date(1990, 2, 2), phone="89161234567")
    desk.act(join_programme, patient_id=neighbour)
    desk.page.search_box.set_text("4567")
    desk.page.search_box.line.setFocus()
    desk.page._typed("4567")
    settle()
    found = desk.ask(search, text="4567", country=Country.RU, today=TODAY)
    assert {home.marina, neighbour} <= {row.patient_id for row in found.rows}
    assert {row.household_id for row in found.rows} == {
        home.patient(home.marina).household_id,
        home.patient(neighbour).household_id,
    }
    assert all(row.birth_date is not None for row in found.rows)
    assert all(row.shared_phone for row in found.rows if row.patient_id in (home.marina, neighbour))
    desk.page.open_person(neighbour)
    settle()
    header = desk.words(desk.page.side.header)
    assert "shared phone" in header
    assert "Марина" not in header
    assert len(every(desk, Patient)) == 4
    accounts = {row.patient_id: row.account_id for row in every(desk, AccountMember)}
    assert accounts[neighbour] != accounts[home.marina]
