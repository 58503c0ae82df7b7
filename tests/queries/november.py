"""A small clinic whose November is worked by hand: five families, eleven visits, one joining.

Everything is entered by the program's own services.  The programme begins on 2 November 2026.

| day | who | what |
|---|---|---|
| 3  | Анна, then her son Миша | told Анна: later; Миша's visit falls in her pause |
| 5  | Борис | forgotten |
| 6  | Вера | an emergency |
| 9  | Галина | joins, gets a paper card; pays 1 000 |
| 16 | Глеб, her husband | nothing is said |
| 17 | Дина | declines |
| 24 | Дина | her pause |
| 25 | Борис | never heard of it |
| 26 | Галина | a member; pays 2 000 |
| 27 | Вера | "later", taken back; Анна's visit is cancelled |
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from reception.paths import DataFolder
from reception.services.cards import issue_card
from reception.services.check_in import cancel_visit, check_in
from reception.services.checkout import GivenLine, check_out
from reception.services.joining import join_programme
from reception.services.mentions import record_mention, undo_mention
from reception.storage.database import open_database
from reception.translation import Language
from reception.values.actor import Actor
from reception.values.choices import (
    Channel,
    Country,
    MentionOutcome,
    NotNowReason,
    Relation,
    Role,
)
from reception.values.ids import StaffId
from reception.values.period import Period
from tests.clinics import MONDAY_MORNING
from tests.people import Desk

NOVEMBER = Period(date(2026, 11, 1), date(2026, 11, 30))
LAST_DAY = date(2026, 11, 30)
OLGA = Actor(StaffId(2), "Ольга Титова", Role.ADMINISTRATOR)


class November:
    """The clinic, its people by first name, and its visits by day and name."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.people: dict[str, int] = {}
        self.visits: dict[str, int] = {}
        self.mentions: dict[str, int] = {}

    def enter(self) -> None:
        """Everybody, on the day the programme begins."""
        for last, first, year in (
            ("Арсеньева", "Анна", 1990),
            ("Белкин", "Борис", 1980),
            ("Ветрова", "Вера", 1970),
            ("Гаврина", "Галина", 1985),
            ("Дымова", "Дина", 1995),
        ):
            self.people[first] = self.desk.person(last, first, birth_date=date(year, 3, 1))
        self.people["Миша"] = self.desk.person(
            "Арсеньев",
            "Миша",
            birth_date=date(2018, 6, 1),
            household_id=self.household("Анна"),
            relation=Relation.CHILD,
            guardian_id=self.people["Анна"],
        )
        self.people["Глеб"] = self.desk.person(
            "Гаврин",
            "Глеб",
            birth_date=date(1984, 6, 1),
            household_id=self.household("Галина"),
            relation=Relation.SPOUSE,
        )

    def household(self, who: str) -> int:
        """The household of a person."""
        with self.desk.database.unit_of_work(
            now=self.desk.now, actor=self.desk.actor, action="look"
        ) as uow:
            return uow.find.patient(self.people[who]).household_id

    def at(self, day: int, hour: int = 10, minute: int = 0) -> None:
        """Move the clock to a local time of Moscow."""
        self.desk.now = datetime(2026, 11, day, hour - 3, minute, tzinfo=UTC)

    def come(self, who: str, day: int, hour: int = 10, **more: Any) -> int:
        """Check somebody in."""
        self.at(day, hour)
        done = self.desk.do(check_in, patient_id=self.people[who], **more)
        self.visits[f"{day} {who}"] = done.value.visit_id
        return int(done.value.visit_id)

    def tell(self, who: str, visit: int, outcome: MentionOutcome, seconds: int = 20) -> Any:
        """Record what the listener answered."""
        reason = NotNowReason.FORGOT if outcome is MentionOutcome.NOT_NOW else None
        return self.desk.do(
            record_mention,
            listener_id=self.people[who],
            outcome=outcome,
            channel=Channel.CHECK_IN,
            situation="P4",
            variant="1",
            language=Language.RU,
            seconds_shown=seconds,
            visit_id=visit,
            not_now_reason=reason,
        )

    def pay(self, visit: int, roubles: int) -> None:
        """End a visit half an hour later."""
        self.desk.now = self.desk.now.replace(minute=30)
        line = GivenLine("consultation", roubles * 100)
        self.desk.do(check_out, visit_id=visit, lines=[line])

    def live(self) -> None:
        """The whole month."""
        self.enter()
        visit = self.come("Анна", 3, 10)
        self.tell("Анна", visit, MentionOutcome.LATER)
        self.pay(visit, 500)
        self.pay(self.come("Миша", 3, 11, accompanied_by_id=self.people["Анна"]), 500)
        visit = self.come("Борис", 5)
        self.tell("Борис", visit, MentionOutcome.NOT_NOW)
        self.pay(visit, 500)
        self.pay(self.come("Вера", 6, is_emergency=True), 500)
        self._join_galina()
        self.pay(self.come("Глеб", 16), 500)
        visit = self.come("Дина", 17)
        self.tell("Дина", visit, MentionOutcome.DECLINED, seconds=3)
        self.pay(visit, 500)
        self.pay(self.come("Дина", 24), 500)
        visit = self.come("Борис", 25)
        self.tell("Борис", visit, MentionOutcome.NEVER_HEARD)
        self.pay(visit, 500)
        self.pay(self.come("Галина", 26), 2000)
        visit = self.come("Вера", 27)
        recorded = self.tell("Вера", visit, MentionOutcome.LATER)
        self.desk.do(undo_mention, mention_id=recorded.value.mention_id)
        self.pay(visit, 500)
        visit = self.come("Анна", 27, 15)
        self.desk.do(cancel_visit, visit_id=visit, reason="ушла")
        self.at(30, 18)

    def _join_galina(self) -> None:
        visit = self.come("Галина", 9)
        self.tell("Галина", visit, MentionOutcome.JOINS)
        joined = self.desk.do(join_programme, patient_id=self.people["Галина"]).value
        self.desk.do(issue_card, account_id=joined.account_id, holder_id=self.people["Галина"])
        self.pay(visit, 1000)


@dataclass(frozen=True)
class Lived:
    """The file of that November, and its people and visits by name."""

    path: Path
    people: dict[str, int]
    visits: dict[str, int]


@pytest.fixture(scope="session")
def lived_november(
    clinic_masters: Callable[[Country], Path], tmp_path_factory: pytest.TempPathFactory
) -> Lived:
    """The month, lived through once; tests work on copies."""
    path = tmp_path_factory.mktemp("november") / "reception.db"
    shutil.copyfile(clinic_masters(Country.RU), path)
    database = open_database(path, None)
    clinic = November(Desk(database, OLGA, MONDAY_MORNING))
    clinic.live()
    database.close()
    return Lived(path, clinic.people, clinic.visits)


@pytest.fixture
def november(lived_november: Lived, data_folder: DataFolder) -> Iterator[November]:
    """The clinic on the evening of 30 November."""
    shutil.copyfile(lived_november.path, data_folder.database)
    database = open_database(data_folder.database, None)
    clinic = November(Desk(database, OLGA, MONDAY_MORNING))
    clinic.people = dict(lived_november.people)
    clinic.visits = dict(lived_november.visits)
    clinic.at(30, 18)
    yield clinic
    database.close()
