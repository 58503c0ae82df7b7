"""A printer of CUPS that keeps what it is sent, and the papers of the program measured on it."""
