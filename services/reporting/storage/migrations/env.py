"""Alembic's way in; `shared.migrations` opens the connection."""

from services.reporting.projection.client_sets import client_sets
from services.reporting.projection.matches import matches
from services.reporting.projection.tables import facts
from services.reporting.projection.totals import totals
from services.reporting.storage.tables import metadata
from shared.messaging.tables import incoming, outgoing
from shared.migrations import run_environment
from shared.workplace.tables import workplace

run_environment([metadata, facts, matches, totals, client_sets, outgoing, incoming, workplace])
