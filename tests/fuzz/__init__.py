"""The import campaign: files nobody would write on purpose, imported as the clinics' are."""
