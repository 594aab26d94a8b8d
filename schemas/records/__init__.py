"""The record datasets, one module a kind."""
