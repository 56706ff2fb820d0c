"""What was: the days since one looked last, and a year."""
