"""A flight simulator for community organizers: branching practice, heard words, quoted evidence, feedback transcripts."""

__version__ = "0.1.0"
