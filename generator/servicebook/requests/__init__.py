"""Change requests: read with suspicion, since anybody may write one, and carried out on the files of a catalog."""
