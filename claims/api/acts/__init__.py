"""What people do to claims and verdicts, to be done by programs: one address for each act of the workflow."""
