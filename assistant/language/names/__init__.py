"""Names of people and works: what a first name tells, and names that are nearly written."""
