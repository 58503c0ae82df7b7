"""Bringing the clinic's lists in: choose, look, check, import, take back."""
