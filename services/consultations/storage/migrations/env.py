"""Alembic's way in; `shared.migrations` opens the connection."""

import services.consultations.storage.path_tables
import services.consultations.storage.working_time_tables  # noqa: F401 - declares its tables
from services.consultations.storage.tables import metadata
from shared.messaging.tables import outgoing
from shared.migrations import run_environment
from shared.workplace.tables import workplace

run_environment([metadata, outgoing, workplace])
