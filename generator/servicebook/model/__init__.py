"""The catalog as frozen, typed values, with lookups both ways."""
