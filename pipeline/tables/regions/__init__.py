"""Where tables are: candidates, their scores, and what is rejected."""
