"""Dates on pages: typical ones in a table, any other by the calculator, journeys planned backwards."""
