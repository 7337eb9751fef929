"""A report leaves the program: one module a format (Akoma Ntoso has several), and what formats are called."""
