"""The pipeline over folders: flows for Prefect, and the command line."""

import os

# Prefect's telemetry: both must stand before Prefect is imported. A choice that the user has made is left alone.
os.environ.setdefault("DO_NOT_TRACK", "1")
os.environ.setdefault("PREFECT_SERVER_ANALYTICS_ENABLED", "false")
