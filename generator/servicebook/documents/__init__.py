"""One file at a time: which kind it is, whether it is valid by that kind's schema, and what it refers to."""
