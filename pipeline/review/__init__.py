"""Findings and documents as pages to look at."""

FOLDER = "review"
"""The folder in the output that holds the pages."""
