"""A record whose data were erased is no person any more: nothing is written into it again."""

from __future__ import annotations

from reception.errors import Refused
from reception.models import Patient
from reception.translation import msg


def refuse_erased(person: Patient) -> None:
    """Raise Refused("erased") for a record without a person; an undo of before is one, too."""
    if person.erased_on is not None:
        raise Refused(
            msg("The data of this person were erased."),
            code="erased",
            way_out=msg("Who comes again is entered as a new patient."),
        )
