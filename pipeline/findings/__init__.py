"""What the arithmetic says of a document: checks, findings and their wording."""
