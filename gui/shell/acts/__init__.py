"""What a person does from any page: files opened, works put right, and all of it taken back."""
