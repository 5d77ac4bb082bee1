"""The program as its users see it: a file for each command, and for what all commands share."""
