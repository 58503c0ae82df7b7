"""The Patients page: the list, one record, and bringing a card index in."""
