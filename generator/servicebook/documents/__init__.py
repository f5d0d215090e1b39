"""One file at a time: which kind it is, whether it has that kind's shape, and what it refers to."""
