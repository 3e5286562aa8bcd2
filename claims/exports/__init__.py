"""Reports that leave the house: frozen once, and written in any format from what was frozen."""
