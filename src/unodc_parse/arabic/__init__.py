"""Arabic text: what damage was done to it, and how to undo it."""
