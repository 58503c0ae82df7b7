"""Promotions by themselves: published, earned by, shown on the sheet, and ended early."""

import json
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import text

from reception.errors import InvalidInput, ReceptionError, Refused
from reception.models import PublishedPromotion
from reception.queries.programme import programme_in_words, version_tree
from reception.queries.programme_draft import draft, draft_trial
from reception.queries.promotions import PromotionState, promotion_rows
from reception.rules.ledger import Line
from reception.services.clinic import change_clinic
from reception.services.points_refunds import cancel_visit_points, refund_visit
from reception.services.programme import NotReady, save_draft, start_draft
from reception.services.promotions import end_promotion, publish_promotion
from reception.services.working_days import close_day
from reception.storage.database import Database
from reception.translation import Language, load_translator
from reception.values.actor import Actor
from reception.values.choices import Light
from reception.values.localized_text import LocalizedText
from tests.clinics import MONDAY_MORNING
from tests.people import Desk
from tests.rules.points_made import terms_text
from tests.services.points_clinic import Clinic, clinic_under
from tests.services.test_programme import REQUISITES

TODAY = MONDAY_MORNING.date()
TOMORROW = TODAY + timedelta(days=1)
ENGLISH = load_translator(Language.EN)


def tree(**changed: Any) -> dict[str, Any]:
    found: dict[str, Any] = {
        "code": "autumn",
        "name": {"ru": "Осень", "uk": "Осінь", "en": "Autumn"},
        "first_day": str(TOMORROW),
        "last_day": str(TODAY + timedelta(days=60)),
        "multiplier": "2",
    }
    return {key: value for key, value in (found | changed).items() if value is not None}


@pytest.fixture
def clinic(database: Database, supervisor: Actor) -> Clinic:
    made = clinic_under(database, supervisor, terms_text(bonuses="", hold=0))
    made.on(TODAY)
    for field, value in REQUISITES.items():
        made.desk.do(change_clinic, field=field, value=value)
    made.open("A", "anna", TODAY)
    return made


def earned(clinic: Clinic, key: str, day: date) -> int:
    clinic.on(day)
    return clinic.pay(key, "anna", day, [Line("consultation", 100_000)])


def test_it_earns_from_its_first_day_through_its_last(clinic: Clinic) -> None:
    clinic.desk.do(publish_promotion, tree=tree(last_day=str(TODAY + timedelta(days=3))))
    assert earned(clinic, "today", TODAY) == 70
    assert earned(clinic, "first", TOMORROW) == 140
    assert earned(clinic, "last", TODAY + timedelta(days=3)) == 140
    assert earned(clinic, "after", TODAY + timedelta(days=4)) == 70
    (row,) = clinic.desk.ask(promotion_rows, day=TODAY + timedelta(days=3))
    assert (row.state, row.points, row.visits) == (PromotionState.RUNNING, 140, 2)
    assert clinic.desk.ask(promotion_rows, day=TODAY)[0].state is PromotionState.COMING
    assert (
        clinic.desk.ask(promotion_rows, day=TODAY + timedelta(days=4))[0].state
        is PromotionState.ENDED
    )


def test_a_refund_keeps_to_the_promotion_of_the_visit_also_after_its_end(clinic: Clinic) -> None:
    clinic.desk.do(publish_promotion, tree=tree(last_day=str(TOMORROW)))
    assert earned(clinic, "v", TOMORROW) == 140
    clinic.on(TODAY + timedelta(days=10))
    clinic.desk.do(refund_visit, visit_id=clinic.visits["v"], amount_minor=50_000)
    assert clinic.balance("A", TODAY + timedelta(days=10)).balance == 70
    clinic.desk.do(cancel_visit_points, visit_id=clinic.visits["v"])
    assert clinic.balance("A", TODAY + timedelta(days=10)).balance == 0
    assert clinic.desk.ask(promotion_rows, day=TODAY)[0].points == 0


def test_it_stands_on_the_sheet_and_leaves_the_version_as_it_is(clinic: Clinic) -> None:
    before = clinic.desk.ask(version_tree, day=TODAY)
    clinic.desk.do(publish_promotion, tree=tree())
    words = clinic.desk.ask(programme_in_words, day=TOMORROW, language=Language.EN)
    told = next(each.text for each in words.sentences if each.code == "T14")
    assert "Autumn" in told
    assert clinic.desk.ask(version_tree, day=TODAY) == before


def test_the_next_version_neither_ends_it_nor_takes_its_code(clinic: Clinic) -> None:
    clinic.desk.do(publish_promotion, tree=tree())
    clinic.desk.do(start_draft)
    trial = clinic.desk.ask(draft_trial, day=TODAY)
    assert trial.changes == ()
    found = clinic.desk.ask(draft, day=TODAY, language=Language.EN)
    own = dict(json.loads(found.terms.written))
    own["promotions"] = [tree(first_day=own["version"]["valid_from"], last_day="2027-03-01")]
    clinic.desk.do(save_draft, tree=own)
    trial = clinic.desk.ask(draft_trial, day=TODAY)
    check = next(each for each in trial.checks if each.code == "promotions")
    assert check.light is Light.RED
    assert "published by itself already" in ENGLISH.text(check.details[0])


def test_a_published_one_never_changes(clinic: Clinic) -> None:
    clinic.desk.do(publish_promotion, tree=tree())
    for statement in ("UPDATE promotion SET last_day = '2030-01-01'", "DELETE FROM promotion"):
        with pytest.raises(ReceptionError):
            clinic.desk.do(lambda uow, said=statement: uow.session.execute(text(said)))
    with pytest.raises(NotReady) as refusal:
        clinic.desk.do(publish_promotion, tree=tree())
    assert "already" in ENGLISH.text(refusal.value.faults[0])


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"first_day": str(TODAY)}, "after the day it is published"),
        ({"groups": ["medicines"]}, "earn no points at all"),
        ({"groups": ["cosmetics-of-nobody"]}, "no group of services"),
        (
            {"first_day": "2026-11-08", "last_day": "2026-11-08"},
            "has no working day of the clinic",
        ),
        ({"name": LocalizedText(*["очень длинное название " * 5] * 3)}, "a sentence of"),
    ],
)
def test_what_no_family_could_use_is_refused(
    clinic: Clinic, changed: dict[str, Any], words: str
) -> None:
    name = changed.get("name")
    if isinstance(name, LocalizedText):
        changed = {"name": {"ru": name.ru, "uk": name.uk, "en": name.en}}
    with pytest.raises(NotReady) as refusal:
        clinic.desk.do(publish_promotion, tree=tree(**changed))
    assert words in " ".join(ENGLISH.text(each) for each in refusal.value.faults)
    assert len(refusal.value.checks) == 8


def test_a_holiday_is_no_working_day(clinic: Clinic) -> None:
    clinic.desk.do(close_day, day=TOMORROW)
    with pytest.raises(NotReady):
        clinic.desk.do(publish_promotion, tree=tree(last_day=str(TOMORROW)))


def test_what_takes_another_s_place_is_told_in_time(clinic: Clinic) -> None:
    clinic.desk.do(publish_promotion, tree=tree())
    rival = tree(code="rival", priority=5, multiplier="3")
    with pytest.raises(NotReady) as refusal:
        clinic.desk.do(publish_promotion, tree=rival)
    assert "takes the place of “Autumn”" in ENGLISH.text(refusal.value.faults[0])
    later = TODAY + timedelta(days=30)
    clinic.desk.do(publish_promotion, tree=rival | {"first_day": str(later)})
    assert earned(clinic, "v", later) == 210


def test_faults_are_named_all_at_once(clinic: Clinic) -> None:
    with pytest.raises(InvalidInput) as fault:
        clinic.desk.do(
            publish_promotion, tree=tree(multiplier="0,5", last_day="soon", whom="friends")
        )
    paths = [ENGLISH.text(each).split(":")[0] for each in fault.value.faults]
    assert sorted(paths) == [
        "promotions[0].last_day",
        "promotions[0].multiplier",
        "promotions[0].whom",
    ]


def test_ending_early_needs_notice_a_reason_and_can_be_taken_back(clinic: Clinic) -> None:
    promotion_id = int(clinic.desk.do(publish_promotion, tree=tree()).value)
    allowed = TODAY + timedelta(days=30)
    with pytest.raises(InvalidInput):
        clinic.desk.do(end_promotion, promotion_id=promotion_id, on=allowed, reason=" ")
    with pytest.raises(Refused) as refusal:
        clinic.desk.do(
            end_promotion, promotion_id=promotion_id, on=allowed - timedelta(days=1), reason="x"
        )
    assert refusal.value.message.fields["day"] == allowed
    done = clinic.desk.do(
        end_promotion, promotion_id=promotion_id, on=allowed, reason="out of stock"
    )
    (row,) = clinic.desk.ask(promotion_rows, day=TODAY)
    assert row.promotion.last_day == allowed
    assert (row.published_last, row.end_reason) == (TODAY + timedelta(days=60), "out of stock")
    assert earned(clinic, "last", allowed) == 140
    assert earned(clinic, "after", allowed + timedelta(days=1)) == 70
    clinic.on(TODAY + timedelta(days=5))
    clinic.desk.undo(done)
    stored = clinic.desk.ask(lambda session: session.get_one(PublishedPromotion, 1).ended_on)
    assert stored is None


def test_an_end_that_has_come_stays(clinic: Clinic) -> None:
    promotion_id = int(clinic.desk.do(publish_promotion, tree=tree()).value)
    done = clinic.desk.do(
        end_promotion, promotion_id=promotion_id, on=TODAY + timedelta(days=30), reason="x"
    )
    clinic.on(TODAY + timedelta(days=40))
    with pytest.raises(Refused):
        clinic.desk.undo(done)


def test_an_administrator_publishes_none(clinic: Clinic, administrator: Actor) -> None:
    clinic.desk.actor = administrator
    with pytest.raises(Refused):
        clinic.desk.do(publish_promotion, tree=tree())


def test_without_a_programme_there_is_none(database: Database, supervisor: Actor) -> None:
    desk = Desk(database, supervisor, MONDAY_MORNING.replace(year=2020))
    with pytest.raises(NotReady):
        desk.do(publish_promotion, tree=tree())
