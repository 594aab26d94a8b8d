"""What the README claims of speed and of finding tables, runnable: `python -m benchmarks.pipeline`, `… benchmarks.tables`."""
