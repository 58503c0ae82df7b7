"""The small parts every screen is made of: they know the theme, so that pages need not."""
