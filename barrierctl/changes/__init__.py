"""Changes to a model: from mistakes that can be corrected, and from a sheet that people edited."""
