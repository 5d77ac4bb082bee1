"""The command line: a module a command, each of which reads options, calls a use case and maps the result."""
