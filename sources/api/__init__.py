"""Documents and sources, to be read by programs."""
