"""The design of the clinic's cards: one setting, with words in each language."""

from __future__ import annotations

from dataclasses import fields
from functools import partial
from typing import Any

from reception.changes import Done
from reception.documents.card_design import CardDesign, checked_design
from reception.errors import Refused
from reception.models import Setting
from reception.storage.unit_of_work import UnitOfWork
from reception.translation import Language, msg
from reception.values.choices import Symbology

DESIGN = "cards.design"
WORDS = ("line", "back")


def design_in(uow: UnitOfWork, language: Language) -> CardDesign:
    """The design with its words in a language; the house's own where none was made."""
    return design_from(uow.find.setting(DESIGN, {}), language)


def design_from(stored: dict[str, Any], language: Language) -> CardDesign:
    """A stored design in a language; unknown fields of later versions are passed over."""
    known = {one.name for one in fields(CardDesign)}
    given = {name: value for name, value in stored.items() if name in known}
    for name in WORDS:
        given[name] = dict(given.get(name) or {}).get(language.value, "")
    if "symbology" in given:
        given["symbology"] = Symbology(given["symbology"])
    return CardDesign(**given)


def change_design(uow: UnitOfWork, *, design: dict[str, Any]) -> Done[None]:
    """Keep a design: the fields of `CardDesign`, its words as {language: words}.

    Raises InvalidInput naming the field that is wrong, Refused without a supervisor's rights.
    """
    if not uow.actor.is_supervisor:
        raise Refused(msg("Only a supervisor changes the design of cards."), code="not_allowed")
    for language in Language:
        checked_design(design_from(design, language))
    row = uow.session.get(Setting, DESIGN)
    old: dict[str, Any] = {} if row is None else row.value["value"]
    if row is None:
        row = Setting(key=DESIGN, value={}, changed_at=uow.now)
        uow.add(row)
    row.value = {"value": dict(design)}
    row.changed_at, row.changed_by_id = uow.now, uow.actor.staff_id
    said = msg("The design of cards is saved.")
    return Done(None, said, undo=partial(change_design, design=old))
