"""Lists of words: small ones, numbers, occasions, and those that tell nothing."""
