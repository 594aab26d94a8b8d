"""What a document claims of its figures, as identities."""
