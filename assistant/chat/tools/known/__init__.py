"""Tools that tell what there is, what was done, and what is believed of the person."""
