"""Many reports: which files, what became of each, workers that cannot take one another down, and a register of all."""
