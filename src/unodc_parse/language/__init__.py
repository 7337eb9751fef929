"""Language knowledge: the data files, and numerals, dates, bodies and symbols read with their help."""
