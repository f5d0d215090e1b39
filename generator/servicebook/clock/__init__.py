"""Business time: pure, no I/O, no now()."""
