"""A generated repository of models in which every defect and its line is known."""
