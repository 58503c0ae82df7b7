"""Knowledge: what the staff have to know, and who does."""
