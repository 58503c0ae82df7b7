"""The points of a record: as of any day, what may be seen, and every line with its why."""

import io
import json
from collections.abc import Iterator
from datetime import date

import pytest

from reception.changes import Done
from reception.cli.points import points
from reception.cli.runner import Access, Command
from reception.clock import SetClock
from reception.errors import InvalidInput, Refused
from reception.models import Patient
from reception.paths import DataFolder
from reception.queries.points_record import person_named, points_record
from reception.queries.points_why import explain_entries
from reception.rules.ledger import Line
from reception.services.points import write_expiries
from reception.services.points_corrections import correct_points, take_correction_back
from reception.services.refunds import give_back
from reception.storage.database import Database
from reception.storage.unit_of_work import UnitOfWork
from reception.translation import Language, load_translator
from reception.values.actor import Actor
from tests.rules.points_made import terms_text
from tests.services.points_clinic import Clinic, check_sums, clinic_under

DAY = date(2026, 2, 1)
ENGLISH = load_translator(Language.EN)


@pytest.fixture
def clinic(database: Database, supervisor: Actor) -> Iterator[Clinic]:
    """Anna, her son Petja and Boris share an account; each came once."""
    clinic = clinic_under(database, supervisor, terms_text())
    clinic.on(DAY)
    for name in ("anna", "boris", "petja"):
        clinic.open("A", name, DAY)

    def child(uow: UnitOfWork) -> Done[None]:
        son = uow.session.get_one(Patient, clinic.people["petja"])
        son.birth_date, son.guardian_id = date(2018, 5, 1), clinic.people["anna"]
        return Done(None)

    clinic.desk.do(child)
    clinic.pay("a", "anna", DAY, [Line("consultation", 100_000)], redeem=100)
    clinic.pay("b", "boris", DAY, [Line("consultation", 200_000)])
    clinic.pay("p", "petja", DAY, [Line("consultation", 50_000)])
    yield clinic
    check_sums(database)


def record(clinic: Clinic, name: str, day: date, **more):
    return clinic.desk.ask(points_record, patient_id=clinic.people[name], day=day, **more)


def test_a_balance_is_read_as_of_any_day(clinic: Clinic) -> None:
    now = record(clinic, "anna", DAY)
    assert (now.balance, now.held, now.debt) == (200, 63 + 140 + 35, 0)
    assert [lot.is_held for lot in now.lots] == [False, True, True, True]
    assert record(clinic, "anna", date(2026, 2, 2)).balance == 438
    assert record(clinic, "anna", date(2028, 2, 1)).balance == 438
    assert record(clinic, "anna", date(2028, 2, 2)).balance == 0
    before = record(clinic, "anna", date(2026, 1, 31))
    assert (before.balance, before.lots, before.rows) == (0, (), ())
    clinic.on(date(2026, 3, 1))
    clinic.pay("a2", "anna", date(2026, 3, 1), [Line("consultation", 100_000)], redeem=438)
    assert record(clinic, "anna", date(2026, 2, 2)).balance == 438, "as it was that day"
    assert (now.burns_on, now.burning) == (date(2028, 2, 1), 438)


def test_other_adults_are_one_sum_until_somebody_looks(clinic: Clinic) -> None:
    anna = record(clinic, "anna", DAY)
    assert {row.earner_id for row in anna.rows} == {clinic.people["anna"], clinic.people["petja"]}
    assert (anna.others, anna.others_points) == (1, 140)
    boris = record(clinic, "boris", DAY)
    assert [row.points for row in boris.rows] == [140]
    assert (boris.others, boris.others_points) == (4, 298)
    opened = record(clinic, "boris", DAY, with_others=True)
    assert (opened.others, len(opened.rows)) == (0, 5)
    few = record(clinic, "boris", DAY, with_others=True, limit=2)
    assert (len(few.rows), few.has_more) == (2, True)
    stranger = clinic.person("dina")
    assert clinic.desk.ask(points_record, patient_id=stranger, day=DAY) is None


def test_every_line_says_from_the_bill_to_the_last_day(clinic: Clinic) -> None:
    clinic.on(date(2026, 2, 3))
    refund = clinic.desk.do(give_back, visit_id=clinic.visits["a"], amount_minor=50_000)
    clinic.desk.undo(refund)
    clinic.desk.do(write_expiries, day=date(2030, 1, 1))
    rows = record(clinic, "anna", date(2030, 1, 1), with_others=True, limit=None).rows
    why = clinic.desk.ask(explain_entries, entry_ids=[row.entry_id for row in rows])
    for language in Language:
        translator = load_translator(language)
        assert all(translator.text(line) for lines in why.values() for line in lines)
    told = {
        row.entry_id: [ENGLISH.text(line).replace("\N{NO-BREAK SPACE}", " ") for line in lines]
        for row, lines in ((row, why[row.entry_id]) for row in rows)
    }
    every = [line for lines in told.values() for line in lines]
    assert "50 used points came back." in every
    assert "Visit of 1 Feb 2026." in every
    assert "50 points back to those credited on 1 Feb 2026, usable through 1 Feb 2028." in every
    assert "50 points are used again: the refund was taken back." in every
    assert "200 points expired." in every
    assert "200 points from those credited on 1 Feb 2026, usable through 1 Feb 2028." in every
    earned = next(lines for lines in told.values() if lines[0] == "140 points for a visit.")
    assert earned == [
        "140 points for a visit.",
        "Bill: 2,000 ₽.",
        "Points are earned on 2,000 ₽.",
        "7% of it makes in points: 140.",
        "Rounded down: 140 points.",
        "Usable from 2 Feb 2026.",
        "The last day to use them: 1 Feb 2028.",
        "By version 1 of the terms.",
    ]


def test_a_correction_has_a_reason_an_author_and_a_way_back(
    clinic: Clinic, administrator: Actor
) -> None:
    account = clinic.accounts["A"]
    before = record(clinic, "anna", DAY)
    with pytest.raises(InvalidInput):
        clinic.desk.do(correct_points, account_id=account, points=0, reason="проба")
    with pytest.raises(Refused) as refusal:
        clinic.desk.do(correct_points, account_id=account, points=5, reason=" ")
    assert refusal.value.code == "reason_missing"
    for count in (50, -120):
        done = clinic.desk.do(correct_points, account_id=account, points=count, reason="проба")
        assert record(clinic, "anna", DAY).balance == before.balance + count
        clinic.desk.undo(done)
        after = record(clinic, "anna", DAY)
        assert (after.balance, after.lots) == (before.balance, before.lots)
    done = clinic.desk.do(correct_points, account_id=account, points=50, reason="проба")
    clinic.desk.do(correct_points, account_id=account, points=1, reason="ещё")
    with pytest.raises(Refused) as refusal:
        clinic.desk.undo(done)
    assert refusal.value.code == "spent_in_between"
    clinic.desk.actor = administrator
    for service, more in (
        (correct_points, {"points": 5, "reason": "проба"}),
        (take_correction_back, {"entry_id": done.value}),
    ):
        with pytest.raises(Refused) as refusal:
            clinic.desk.do(service, account_id=account, **more)
        assert refusal.value.code == "not_allowed"


def test_the_command_prints_the_statement_with_its_reasons(
    clinic: Clinic, data_folder: DataFolder, clock: SetClock
) -> None:
    clinic.desk.database.close()
    who = str(clinic.people["boris"])

    def printed(language: Language, *, as_json: bool) -> str:
        out = io.StringIO()
        command = Command(
            data_folder, clock, load_translator(language), Access(), out, io.StringIO()
        )
        assert points(command, who=who, as_of=date(2026, 2, 2), as_json=as_json) == 0
        return out.getvalue()

    tree = json.loads(printed(Language.UK, as_json=True))
    assert (tree["balance"], tree["held"], tree["as_of"]) == (438, 0, "2026-02-02")
    assert sum(lot["left"] for lot in tree["lots"]) == 438
    assert len(tree["entries"]) == 5
    assert tree["entries"][0]["breakdown"][0] == {"step": "bill", "amount": "500.00"}
    assert tree["entries"][0]["why"][0] == "35 балів за візит."
    assert "Ева" not in json.dumps(tree, ensure_ascii=False)
    assert "баланс 438" in printed(Language.RU, as_json=False)


def test_a_person_is_named_by_card_or_number(clinic: Clinic) -> None:
    anna = clinic.people["anna"]
    assert clinic.desk.ask(person_named, who=str(anna)) == anna
    for nobody in ("999999", "абв", "0000 0000 0000"):
        with pytest.raises(Refused) as refusal:
            clinic.desk.ask(person_named, who=nobody)
        assert refusal.value.code == "unknown"
