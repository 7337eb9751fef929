"""Readers: one adapter a library, all of them handing on a `Reading`."""
