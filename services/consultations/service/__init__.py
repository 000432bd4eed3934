"""Consultations on the bus: calls are read, handed to use cases, and answered."""

from services.consultations.service.calls import EXPECTED
from services.consultations.service.consultations_service import ConsultationsService

__all__ = ["EXPECTED", "ConsultationsService"]
