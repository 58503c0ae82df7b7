"""The clinic's requisites and settings, changed field by field."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import Any

from reception.changes import Done
from reception.errors import InvalidInput, Refused
from reception.models import Setting
from reception.storage.unit_of_work import UnitOfWork
from reception.translation import msg

TEXT_FIELDS = frozenset(
    {
        "name",
        "legal_name",
        "registration_numbers",
        "address",
        "phone",
        "email",
        "licence_number",
        "approval_number",
        "signatory",
        "complaints_name",
        "complaints_phone",
    }
)
DAY_FIELDS = frozenset({"licence_date", "approval_date", "programme_since"})
LONGEST = 300


def change_clinic(uow: UnitOfWork, *, field: str, value: str | date | int | None) -> Done[None]:
    """Change one requisite of the clinic; offers the old value back.

    Raises InvalidInput for an empty name or a text over 300 letters, Refused without a
    supervisor's rights.
    """
    if not uow.actor.is_supervisor:
        raise Refused(msg("Only a supervisor changes the clinic's details."), code="not_allowed")
    clinic = uow.clinic
    new = _checked(field, value)
    old = getattr(clinic, field)
    setattr(clinic, field, new)
    uow.about("clinic", clinic.id)
    return Done(None, msg("Saved."), undo=partial(change_clinic, field=field, value=old))


def _checked(field: str, value: Any) -> Any:
    if field in TEXT_FIELDS:
        text = str(value or "").strip()
        if len(text) > LONGEST:
            raise InvalidInput(
                msg("The text is too long. Allowed: {most} letters.", most=LONGEST), field=field
            )
        if field == "name" and not text:
            raise InvalidInput(msg("Enter the name of the clinic."), field=field)
        return text
    if field in DAY_FIELDS:
        if value is not None and not isinstance(value, date):
            raise InvalidInput(msg("Enter a day, for example 01.09.2026."), field=field)
        return value
    if field == "complaints_days":
        if not isinstance(value, int) or not 1 <= value <= 60:
            raise InvalidInput(msg("Allowed: 1 to 60 days."), field=field)
        return value
    raise ValueError(field)


def change_setting(uow: UnitOfWork, *, key: str, value: Any) -> Done[None]:
    """Change one setting; offers the old value back."""
    row = uow.session.get(Setting, key)
    if row is None:
        uow.add(
            Setting(
                key=key,
                value={"value": value},
                changed_at=uow.now,
                changed_by_id=uow.actor.staff_id,
            )
        )
        return Done(None, msg("Saved."))
    old = row.value["value"]
    row.value = {"value": value}
    row.changed_at, row.changed_by_id = uow.now, uow.actor.staff_id
    return Done(None, msg("Saved."), undo=partial(change_setting, key=key, value=old))
