"""Tools that write down what the person says of a work, and take it back."""
