"""What every import has in common: a source that is read key by key, ids, and the result with its losses."""
