"""Tickets from the exports of help desks: which columns they have, what their dates mean, what cannot be read."""
