"""Who pays for the patient, where somebody else was recorded: one line of the checkout."""

from __future__ import annotations

from datetime import date
from functools import partial

from PySide6.QtWidgets import QWidget

from reception.queries.family_acting import payers_of
from reception.ui.i18n import _
from reception.ui.kit.text import Text
from reception.ui.page import Screens
from reception.values.phone_number import PhoneNumber


class PayerLine(Text):
    """Names and phones of who pays; hidden where the patient does."""

    def __init__(
        self, screens: Screens, *, patient_id: int, day: date, parent: QWidget | None = None
    ) -> None:
        payers = screens.actions.ask(partial(payers_of, patient_id=patient_id, day=day))
        who = "; ".join(
            f"{one.name}, {PhoneNumber(one.phone)}" if one.phone else one.name for one in payers
        )
        super().__init__(_("Pays: {who}", who=who), "strong", wrap=True, parent=parent)
        self.setVisible(bool(payers))
