"""The JSON Schema of a model: whether a tree is valid, and in our own words what is wrong with it."""
