"""Spreadsheets, CSV or a workbook, in both directions."""
