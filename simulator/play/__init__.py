"""What happens now: hear, decide, write, then tell whoever listens; the clock, ids and chance come in here."""
