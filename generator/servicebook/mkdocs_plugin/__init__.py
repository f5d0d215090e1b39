"""The MkDocs plugin: thin; all that knows MkDocs."""
