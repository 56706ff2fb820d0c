"""Sentences about a person's taste: what they like of it and what not."""
