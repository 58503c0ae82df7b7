"""The never-told list: families by visits untold, since when, and how to reach them."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from reception.queries.month_values import UntoldFamily
from reception.ui.i18n import _, screen_translator
from reception.ui.tables.table import Column, RowsModel, Table
from reception.values.phone_number import PhoneNumber


def untold_table(parent: QWidget) -> Table[UntoldFamily]:
    """The list; a family is opened by its head.  The visits are those since the programme began."""

    def head(row: UntoldFamily) -> str:
        return row.head

    def visits(row: UntoldFamily) -> str:
        return screen_translator().number(row.visits_untold)

    def since(row: UntoldFamily) -> str:
        return screen_translator().day(row.since)

    def last(row: UntoldFamily) -> str:
        return screen_translator().day(row.last_visit)

    def coming(row: UntoldFamily) -> str:
        if row.next_visit is None:
            return ""
        return _("next: {day}", day=row.next_visit)

    def phone(row: UntoldFamily) -> str:
        return str(PhoneNumber(row.phone)) if row.phone else ""

    def key(row: UntoldFamily) -> int:
        return row.head_id

    return Table(
        RowsModel(
            [
                Column(_("Family"), head, stretch=True, second=phone),
                Column(_("Visits"), visits, number=True, strong=True),
                Column(_("Since"), since),
                Column(_("Last visit"), last, second=coming),
            ],
            key,
        ),
        tall=True,
        parent=parent,
    )
