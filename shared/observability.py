"""Logs: one JSON object a line, for machines first."""

from __future__ import annotations

import logging
from typing import TextIO

import structlog


def log_as_json(stream: TextIO) -> None:
    """Write every log, ours and the libraries', to a stream as JSON."""
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.format_exc_info,
            structlog.processors.JSONRenderer(ensure_ascii=False),
        ],
        logger_factory=structlog.PrintLoggerFactory(stream),
    )
    logging.basicConfig(
        stream=stream,
        level=logging.WARNING,
        format='{"event": "library", "logger": "%(name)s", "message": "%(message)s"}',
    )
    # nameko warns of each refusal with a traceback; to us a refusal is an answer like any other.
    logging.getLogger("nameko.containers").setLevel(logging.ERROR)
