"""The exit codes of DESIGN 11."""

from __future__ import annotations

OK = 0
UNEXPECTED = 1
USAGE = 2
CONTENT = 3
STORE = 4
NETWORK = 5
SIGNAL = 128
