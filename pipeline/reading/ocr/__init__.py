"""Text recognised in pictures of pages, behind the same `Page` as any other text. Imported only where there is a picture."""
