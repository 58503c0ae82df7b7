"""Screens, driven by clicks and keys."""
