"""Tools for messages that ask for nothing on the shelves: they find no cards, and answer in a sentence or two."""
