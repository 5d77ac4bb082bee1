"""An escaper for each target. Text from a model is data: it passes here on its way out, and nowhere else."""
