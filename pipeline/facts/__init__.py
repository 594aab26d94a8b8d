"""The figures of all tables in long form."""
