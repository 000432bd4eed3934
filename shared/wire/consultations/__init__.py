"""How the domain events of consultations look on the wire."""

from shared.wire.consultations import advice, appointments, clients, working_time

TYPES = (*working_time.TYPES, *clients.TYPES, *appointments.TYPES, *advice.TYPES)
