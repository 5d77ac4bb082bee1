"""How fast barrierctl is beside its peers, in one run: `python -m benchmarks`."""
