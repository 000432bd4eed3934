"""Alembic's way in; `shared.migrations` opens the connection."""

from services.accounts.storage.tables import metadata
from shared.messaging.tables import outgoing
from shared.migrations import run_environment
from shared.workplace.tables import workplace

run_environment([metadata, outgoing, workplace])
