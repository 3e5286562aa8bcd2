"""Claims with where they stand and what was found, to be read by programs."""
