"""Item cards: what an item is like, from its own text, sound and figures alone."""
