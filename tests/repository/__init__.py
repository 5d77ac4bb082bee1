"""A repository of generated models whose every defect is known, with its line."""
