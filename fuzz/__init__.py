"""Search for files that break the program: `python -m fuzz`, and `fuzz.read` for atheris."""
