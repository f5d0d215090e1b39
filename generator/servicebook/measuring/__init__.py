"""Promises and what happened: tickets judged on the one clock, and honest verdicts. Counts leave it, never tickets."""
