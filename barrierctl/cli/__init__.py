"""The command line: one module per command, which reads options and maps the result to an exit code."""
