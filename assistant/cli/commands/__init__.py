"""What each command of `alcove` does: opens the assistant, asks it, prints. No Qt here."""
