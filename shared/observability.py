"""Logs: one JSON object a line, for machines first."""

from __future__ import annotations

import json
import logging
from typing import TextIO

import structlog


class _OneJsonALine(logging.Formatter):
    """Whatever a library says, quotes and line breaks included, as one object on one line."""

    def format(self, record: logging.LogRecord) -> str:
        members = {
            "event": "library",
            "logger": record.name,
            "message": record.getMessage(),
            "level": record.levelname.lower(),
        }
        if record.exc_info:
            members["exception"] = self.formatException(record.exc_info)
        return json.dumps(members, ensure_ascii=False)


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
    handler = logging.StreamHandler(stream)
    handler.setFormatter(_OneJsonALine())
    logging.basicConfig(handlers=[handler], level=logging.WARNING)
    # nameko warns of each refusal with a traceback; to us a refusal is an answer like any other.
    logging.getLogger("nameko.containers").setLevel(logging.ERROR)
