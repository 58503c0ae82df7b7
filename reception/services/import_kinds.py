"""Which service writes which kind of list: the screen and the command line name the kind only."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from reception.changes import Done
from reception.exchange.columns import Subject
from reception.services.import_patients import import_patients
from reception.services.import_prices import import_prices
from reception.services.import_visits import import_appointments, import_visits
from reception.services.imports import ImportResult

IMPORTS: Mapping[Subject, Callable[..., Done[ImportResult]]] = {
    Subject.PATIENTS: import_patients,
    Subject.VISITS: import_visits,
    Subject.PRICES: import_prices,
    Subject.APPOINTMENTS: import_appointments,
}
