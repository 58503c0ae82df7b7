"""The Settings page: the clinic, its staff, this computer, and the backups."""
