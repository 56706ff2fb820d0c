"""The words of a query and what they stand for: other forms, scripts without blanks, items that hold them all."""
