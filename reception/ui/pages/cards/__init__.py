"""The Cards page: the stock of plastic, what is owed, what moved."""
