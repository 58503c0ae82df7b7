"""The clinic's own limits of families, for the screens: see `storage.family_settings`."""

from __future__ import annotations

from reception.storage.family_settings import FamilySettings, age_limits, family_settings

__all__ = ["FamilySettings", "age_limits", "family_settings"]
