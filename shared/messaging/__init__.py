"""Journal, relay, ingest, inbox, projector and watchdog: how a fact travels once."""
