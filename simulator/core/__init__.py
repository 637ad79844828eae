"""What is true: immutable content, facts, and the rules over them; no I/O, clock, chance or third-party import."""
