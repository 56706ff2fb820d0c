"""All that Alcove does, for the window and the command line: `app.App`. Importing this package loads nothing."""
