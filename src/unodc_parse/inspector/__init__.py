"""The inspector: a report as one page to look at, its pages beside its segments, repairs and doubts shown."""
