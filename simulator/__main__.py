"""`python -m simulator`: the same as `simulator`."""

from simulator.cli import main

main()
