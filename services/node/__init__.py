"""The only place that knows all services: processes, the `owss` command, the season player."""
