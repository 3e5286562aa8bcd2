"""Provenance: from what is said back to the mouth or paper that it came from, and how many of these are independent.

Pure but for `loader`, which is the only way to the database."""
