"""How the works of a library hang together: series, creators, mentions, titles, rare subjects, what goes together."""
