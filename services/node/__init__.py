"""The only place that knows all services: processes, the `owss` command, the season player."""

import warnings

# eventlet says so at every import; docs/decisions/0001 says what we make of it.
warnings.filterwarnings("ignore", message=r"\s*Eventlet is deprecated")
