"""What a message changes of the wish under way: what it lifts, turns down, replaces, points at and adds."""
