"""What a page shows that tables are made of: text in rows, white between, rules and fills, charts."""
