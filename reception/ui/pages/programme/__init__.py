"""The Programme page: the version in force, in the words of its sheet."""
