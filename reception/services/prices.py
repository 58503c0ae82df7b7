"""The price list: new services, a new price from a day, words and groups, the end of a service.

A price is never overwritten once it stands: a new one begins on its day, and the old one ends
the day before.  Only a supervisor changes prices; each change offers the old list back.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from functools import partial
from typing import Any

from reception.changes import Done
from reception.errors import InvalidInput, Refused
from reception.models import PriceItem
from reception.rules.price_list import ONE_DAY, Span, mended
from reception.storage.prices import code_in_use, price_versions, uses_of_price
from reception.storage.unit_of_work import UnitOfWork
from reception.translation import Message, msg

LARGEST_PRICE_MINOR = 10**12
LONGEST_CODE = 60
LONGEST_NAME = 200
WORDS = ("name", "patient_name", "group")
_KEPT = (
    "id",
    "code",
    "name",
    "patient_name",
    "service_group_id",
    "price_minor",
    "valid_from",
    "valid_until",
    "import_run_id",
)


def add_price(
    uow: UnitOfWork,
    *,
    code: str,
    name: str,
    group: str,
    price_minor: int,
    valid_from: date,
    patient_name: str = "",
) -> Done[str]:
    """A new service on the list from a day; answers its code.

    Raises InvalidInput at the field that cannot be, Refused without a supervisor's rights.
    """
    _refuse_others(uow)
    code, name = code.strip(), name.strip()
    if not code or len(code) > LONGEST_CODE:
        raise InvalidInput(msg("Enter the code of the service."), field="code")
    taken = code_in_use(uow.session, code)
    if taken is not None:
        raise InvalidInput(msg("The code {code} is on the list already.", code=taken), field="code")
    _check_price(price_minor)
    _check_day(uow, valid_from)
    uow.add(
        PriceItem(
            code=code,
            name=_checked_name(name),
            patient_name=patient_name.strip()[:LONGEST_NAME],
            service_group_id=_group_id(uow, group),
            price_minor=price_minor,
            valid_from=valid_from,
        )
    )
    return _changed(uow, code, [], msg("{name} is on the price list.", name=name))


def set_price(uow: UnitOfWork, *, code: str, price_minor: int, valid_from: date) -> Done[str]:
    """A new price from a day, today at the earliest; the old one ends the day before.

    A price that begins on that very day, and of which nothing was told yet, is corrected.
    """
    _refuse_others(uow)
    _check_price(price_minor)
    _check_day(uow, valid_from)
    versions = _versions(uow, code)
    was = _kept(versions)
    same = next((one for one in versions if one.valid_from == valid_from), None)
    if same is not None:
        _refuse_used(uow, same)
        same.price_minor = price_minor
    else:
        before = [one for one in versions if one.valid_from < valid_from]
        after = [one for one in versions if one.valid_from > valid_from]
        model = before[-1] if before else versions[0]
        new = PriceItem(
            code=code,
            name=model.name,
            patient_name=model.patient_name,
            service_group_id=model.service_group_id,
            price_minor=price_minor,
            valid_from=valid_from,
            valid_until=after[0].valid_from - ONE_DAY if after else None,
        )
        for one in before:
            if one.valid_until is None or one.valid_until >= valid_from:
                one.valid_until = valid_from - ONE_DAY
        uow.add(new)
    return _changed(uow, code, was, msg("The new price stands from {day}.", day=valid_from))


def change_price_words(uow: UnitOfWork, *, code: str, field: str, value: str) -> Done[str]:
    """Change a service's name, the name patients read (`patient_name`), or its group's code.

    What was told or billed keeps the words it had.
    """
    _refuse_others(uow)
    if field not in WORDS:
        raise ValueError(f"{field} is no word of a price")
    versions = _versions(uow, code)
    was = _kept(versions)
    value = value.strip()
    for one in versions:
        if field == "group":
            one.service_group_id = _group_id(uow, value)
        elif field == "name":
            one.name = _checked_name(value)
        else:
            one.patient_name = value[:LONGEST_NAME]
    return _changed(uow, code, was, msg("Saved."))


def end_price(uow: UnitOfWork, *, code: str, last: date) -> Done[str]:
    """A service is on the list up to and including a day, today at the earliest."""
    _refuse_others(uow)
    if last < uow.today:
        raise InvalidInput(
            msg("{day} is over. A service ends today at the earliest.", day=last), field="last"
        )
    versions = _versions(uow, code)
    if versions[-1].valid_from > last:
        day = versions[-1].valid_from
        raise InvalidInput(
            msg("A price begins on {day}; the service cannot end before it.", day=day),
            field="last",
        )
    was = _kept(versions)
    versions[-1].valid_until = last
    return _changed(uow, code, was, msg("On the list until {day}.", day=last))


def mend_price(uow: UnitOfWork, *, code: str) -> Done[str]:
    """Each version ends the day before the next begins: gaps and overlaps are gone."""
    _refuse_others(uow)
    versions = _versions(uow, code)
    was = _kept(versions)
    last = mended([Span(one.id, one.valid_from, one.valid_until) for one in versions])
    for one in versions:
        one.valid_until = last.get(one.id, one.valid_until)
    return _changed(uow, code, was, msg("Every day has one price now."))


def put_prices_back(
    uow: UnitOfWork, *, code: str, versions: Sequence[Mapping[str, Any]]
) -> Done[str]:
    """The versions of a price as they stood; Refused where the new one was told since."""
    _refuse_others(uow)
    wanted = {one["id"]: one for one in versions}
    was = _kept(price_versions(uow.session, code))
    for row in price_versions(uow.session, code):
        if row.id not in wanted:
            _refuse_used(uow, row)
            uow.session.delete(row)
    uow.session.flush()
    standing = {row.id: row for row in price_versions(uow.session, code)}
    for key, values in wanted.items():
        found = standing.get(key)
        if found is None:
            uow.add(PriceItem(**values))
            continue
        for name, value in values.items():
            setattr(found, name, value)
    return _changed(uow, code, was, msg("The price list is as it was."))


def _changed(
    uow: UnitOfWork, code: str, was: Sequence[Mapping[str, Any]], said: Message
) -> Done[str]:
    uow.session.flush()
    uow.about("price", None)
    return Done(code, said, undo=partial(put_prices_back, code=code, versions=was))


def _kept(versions: Sequence[PriceItem]) -> list[dict[str, Any]]:
    return [{name: getattr(one, name) for name in _KEPT} for one in versions]


def _versions(uow: UnitOfWork, code: str) -> Sequence[PriceItem]:
    versions = price_versions(uow.session, code)
    if not versions:
        raise Refused(msg("This service is not on the price list."), code="unknown")
    return versions


def _group_id(uow: UnitOfWork, code: str) -> int:
    group = uow.find.service_group(code)
    if group is None:
        raise InvalidInput(msg("Choose a group of services."), field="group")
    return group.id


def _checked_name(name: str) -> str:
    if not name or len(name) > LONGEST_NAME:
        raise InvalidInput(msg("Enter the name of the service."), field="name")
    return name


def _check_price(price_minor: int) -> None:
    if not 0 <= price_minor <= LARGEST_PRICE_MINOR:
        raise InvalidInput(msg("A price is not below zero, and not absurdly large."), field="price")


def _check_day(uow: UnitOfWork, day: date) -> None:
    if day < uow.today:
        raise InvalidInput(
            msg("{day} is over. A new price stands from today at the earliest.", day=day),
            field="valid_from",
        )


def _refuse_used(uow: UnitOfWork, row: PriceItem) -> None:
    if uses_of_price(uow.session, row.id):
        raise Refused(
            msg("This price was told to a patient already; set a new one from tomorrow."),
            code="told_already",
        )


def _refuse_others(uow: UnitOfWork) -> None:
    if not uow.actor.is_supervisor:
        raise Refused(msg("Only a supervisor changes prices."), code="not_allowed")
