"""What is kept in confidence: the parts of a record, the erasure wizard, what is missing, periods."""

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtWidgets import QDialog, QWidget

from reception.queries.clinic import clinic_day
from reception.queries.quality import clinic_quality
from reception.services.consents import record_consent
from reception.services.erasure import ask_erasure
from reception.services.patients import change_patient
from reception.ui.pages.patients.erasure_dialog import ErasureDialog
from reception.ui.pages.patients.page import PatientsPage
from reception.ui.pages.patients.quality_dialog import QualityDialog
from reception.values.choices import Background, ConsentPurpose, ConsentWay, ContactChannel
from tests.ui.house import House, settle
from tests.ui.scene import Scene, dialog, page

PERSON = 3


def _prepare(house: House) -> None:
    """Somebody with consents, preferences and a note that sounds like health."""

    def run(service: Callable[..., Any], **arguments: Any) -> None:
        house.screens.actions.run(partial(service, **arguments), quiet=True)

    for channel in (ContactChannel.CALL, ContactChannel.SMS):
        run(
            record_consent,
            patient_id=PERSON,
            purpose=ConsentPurpose.SERVICE_MESSAGES,
            channel=channel,
            way=ConsentWay.SPOKEN,
        )
    run(
        record_consent,
        patient_id=PERSON,
        purpose=ConsentPurpose.ADVERTISING,
        channel=ContactChannel.EMAIL,
        proof="7",
    )
    for field in ("no_surname", "hard_of_hearing", "large_print", "written_prompt", "poor_sight"):
        run(change_patient, patient_id=PERSON, field=field, value=True)
    for field, value in (("background", Background.FILM), ("comment", "diabetes?"), ("drink", "")):
        run(change_patient, patient_id=PERSON, field=field, value=value)
    run(ask_erasure, patient_id=PERSON)


def _part(key: str, *, below: bool = False) -> Scene:
    def show(house: House) -> QWidget:
        _prepare(house)
        shown = house.go("patients", PERSON)
        assert isinstance(shown, PatientsPage)
        shown.record.open_part(key)
        settle()
        if below:
            bar = shown.record.place(key).verticalScrollBar()
            bar.setValue(bar.maximum())
            settle()
        return house.window

    return Scene(f"patients-{key}{'-below' if below else ''}", show)


def _wizard(house: House) -> QDialog:
    _prepare(house)
    return ErasureDialog(house.screens, PERSON, house.window)


def _quality(house: House) -> QDialog:
    day = house.screens.actions.ask(partial(clinic_day, now=house.screens.clock.now()))
    found = house.screens.actions.ask(partial(clinic_quality, day=day))
    return QualityDialog(found, lambda _patient_id: None, house.window)


CONFIDENCE_SCENES = (
    _part("preferences"),
    _part("preferences", below=True),
    _part("consents"),
    _part("consents", below=True),
    _part("history"),
    dialog("erasure", _wizard),
    dialog("quality", _quality),
    page("settings", "retention", "settings-retention"),
)
