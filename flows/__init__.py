"""The pipeline over folders: flows for Prefect, and the command line."""

import os

# These must stand before Prefect is imported; what the user has chosen is left alone. Telemetry is off, and a busy machine may
# take longer than Prefect's 20 seconds to start its embedded server.
os.environ.setdefault("DO_NOT_TRACK", "1")
os.environ.setdefault("PREFECT_SERVER_ANALYTICS_ENABLED", "false")
os.environ.setdefault("PREFECT_SERVER_EPHEMERAL_STARTUP_TIMEOUT_SECONDS", "180")
