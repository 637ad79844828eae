"""Turns typed words into organizing moves, offline, in English, Spanish and both at once, and says when it is not sure."""
