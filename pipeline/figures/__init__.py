"""Typed values of a finished table."""
