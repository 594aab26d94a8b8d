"""Facts about the product, each on the smallest thing that shows it."""
