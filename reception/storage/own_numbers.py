"""Numbers for what has none of the clinic's own: so that a list can go out and come in again.

A person registered at the desk has no number in the clinic's index.  In a list she stands as
"K7QZ-12": a mark of this very database and her row, so that it names nobody in another clinic.
"""

from __future__ import annotations

import base64
import hashlib

from sqlalchemy import select
from sqlalchemy.orm import Session

from reception.models import Clinic


def own_mark(session: Session) -> str:
    """The mark of this database, four letters or digits that stay for good."""
    made = session.scalar(select(Clinic.created_at))
    digest = hashlib.sha256(f"clinic {made.isoformat() if made else ''}".encode()).digest()
    return base64.b32encode(digest).decode()[:4]


def own_number(mark: str, number: int) -> str:
    """The number of a row under the mark of its database."""
    return f"{mark}-{number}"
