"""The installation tried as a whole, on one machine: processes, sockets, networks of its own. Run by `scripts/run_tests.py --only drills`."""
