"""Text from disk, with positions: the only part below the adapters that touches the disk."""
