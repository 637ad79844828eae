"""Events to disk and back: one append-only log in a SQLite file, its drafts, content texts, settings and backups."""
