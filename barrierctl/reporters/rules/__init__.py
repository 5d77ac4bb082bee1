"""Rules explained, each format a module with `explain` for one rule and `overview` for all."""
