"""A report leaves the program: JSON, JSON lines, CSV with its data package, and the schema of the JSON."""
