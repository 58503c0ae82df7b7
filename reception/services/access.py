"""A person asks what the clinic keeps about her: that she was given it is logged."""

from __future__ import annotations

from reception.changes import Done
from reception.errors import Refused
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
    if person.erased_on is not None:
        raise Refused(msg("The data of this person were erased."), code="erased")
    uow.about("patient", patient_id)
    uow.note(given=way.value)
    return Done(patient_id, msg("What the clinic keeps is written down for the person."))
