"""The configuration of a run: `.barrierctl.yaml`."""
