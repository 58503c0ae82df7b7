"""The desk: where the day happens."""
