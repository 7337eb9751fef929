"""All that people see in a terminal: the readable view, messages, progress."""
