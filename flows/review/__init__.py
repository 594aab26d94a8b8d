"""The review as a local web application."""
