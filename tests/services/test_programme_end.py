"""The end of the programme: announced in time, taken back, and what it does to points and offers."""

from datetime import date, timedelta
from functools import partial

import pytest

from reception.errors import Refused
from reception.models import PointsLot
from reception.services.joining import join_programme
from reception.services.programme import NotReady, publish_version, save_draft, start_draft
from reception.services.programme_end import close_programme
from tests.people import Desk
from tests.services.test_programme import TODAY, Office, edited, office

__all__ = ["office"]


def test_the_end_is_announced_and_in_russia_not_before_thirty_days(office: Office) -> None:
    with pytest.raises(Refused) as refusal:
        office(close_programme, on=TODAY + timedelta(days=29))
    assert refusal.value.code == "notice"
    done = office.done(partial(close_programme, on=TODAY + timedelta(days=30)))
    assert office.rows()[0].valid_until == TODAY + timedelta(days=30)
    with pytest.raises(Refused):
        office(close_programme, on=TODAY + timedelta(days=60))
    assert done.undo is not None
    office.done(done.undo)
    assert office.rows()[0].valid_until is None


def test_lots_live_through_the_closing_days_and_again_as_before(office: Office, desk: Desk) -> None:
    person = desk.person("Соколова", "Марина", birth_date=date(1988, 5, 14))
    office(join_programme, patient_id=person)
    before = _last_days(office)
    done = office.done(partial(close_programme, on=TODAY + timedelta(days=40)))
    assert _last_days(office) == [TODAY + timedelta(days=130)]
    assert done.undo is not None
    office.done(done.undo)
    assert _last_days(office) == before


def test_nothing_is_published_after_the_end(office: Office) -> None:
    version_id = edited(office, "earning.percent", "8")
    office(close_programme, on=TODAY + timedelta(days=60))
    with pytest.raises(NotReady):
        office(publish_version, version_id=version_id)


def test_the_offer_of_a_new_version_stands_before_the_programme_ends(office: Office) -> None:
    office(start_draft)
    tree = office.tree()
    tree["earning"]["percent"] = "8"
    tree["version"] |= {"notice_days": 5, "valid_from": str(TODAY + timedelta(days=30))}
    version_id = office(save_draft, tree=tree)
    office(publish_version, version_id=version_id)
    office.now += timedelta(days=35)
    with pytest.raises(Refused) as refusal:
        office(close_programme, on=TODAY + timedelta(days=59))
    assert refusal.value.code == "offer_stands"
    office(close_programme, on=TODAY + timedelta(days=60))


def _last_days(office: Office) -> list[date | None]:
    with office.database.reading() as session:
        return [row.last_day for row in session.query(PointsLot)]
