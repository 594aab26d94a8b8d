"""The lines of a body over its reports: which line of one year is which of another, and what was restated."""
