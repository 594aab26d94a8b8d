"""Rows, columns, header and spanning cells of a table."""
