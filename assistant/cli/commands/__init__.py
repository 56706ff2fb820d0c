"""What each command of `alcove` does: opens the library, asks it, prints. No Qt here. Every file here is found."""
