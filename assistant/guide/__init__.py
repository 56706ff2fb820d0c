"""Alcove's guide to well-known works: what they are like, for libraries whose files say little."""
