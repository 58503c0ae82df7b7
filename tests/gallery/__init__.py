"""Pictures of every page, dialog and paper, for eyes: `python run.py gallery OUT`."""
