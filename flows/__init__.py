"""The pipeline over folders: flows for Prefect, and the command line."""
