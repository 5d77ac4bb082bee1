"""The gaps of a valid model: what is missing or weak. Source: Borrion 2013, quality of crime scripts."""
