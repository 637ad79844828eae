"""Owns the overlay flags: what is said carelessly, whatever the move; precision comes first, above all for `harm`."""
def flags_of(text,units,where,context): return ()
