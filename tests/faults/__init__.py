"""The fault campaign: a desk that is killed, files that are broken, clocks that jump."""
