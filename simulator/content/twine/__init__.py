"""Twine both ways: Twee 3, Twine 2 HTML and archives to scenarios and back."""
