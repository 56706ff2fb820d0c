"""The floor of Alcove: nouns, errors, storage, models and the network lock. It imports nothing else of ours."""
