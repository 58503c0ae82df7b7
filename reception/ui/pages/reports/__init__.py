"""Reports: the month on one screen, what went wrong first, every figure with its list."""
