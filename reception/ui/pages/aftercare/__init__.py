"""After the visit: who is reached today, what patients said, what became of it."""
