"""Who may see what, for the screens: see `storage.who_may_see`, which papers ask as well."""

from __future__ import annotations

from reception.storage.who_may_see import (
    Asked,
    account_of,
    asked_about,
    guardian_ties,
    staff_viewer,
    subject_of,
    viewer_of,
)

__all__ = [
    "Asked",
    "account_of",
    "asked_about",
    "guardian_ties",
    "staff_viewer",
    "subject_of",
    "viewer_of",
]
