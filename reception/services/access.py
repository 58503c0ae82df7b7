"""A person asks what the clinic keeps about her: that she was given it is logged."""

from __future__ import annotations

from reception.changes import Done
from reception.services.erased import refuse_erased
from reception.storage.unit_of_work import UnitOfWork
from reception.translation import msg
from reception.values.choices import ConsentWay


def give_access(
    uow: UnitOfWork, *, patient_id: int, way: ConsentWay = ConsentWay.PAPER
) -> Done[int]:
    """Note in the log that a person is given everything about her; before the file is written.

    Raises Refused for a record without a person.
    """
    person = uow.find.patient(patient_id)
    refuse_erased(person)
    uow.about("patient", patient_id)
    uow.note(given=way.value)
    return Done(patient_id, msg("What the clinic keeps is written down for the person."))
