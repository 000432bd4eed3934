"""Requests to the service of a node, as a caller on the bus writes them."""

from __future__ import annotations

from typing import Any
from uuid import UUID, uuid4

from services.consultations.service import ConsultationsService

SOURCE = "/nodes/zarska/consultations"
ADVISER_ID, COORDINATOR_ID, CLIENT_ID, CARD_ID = (
    str(UUID(int=number)) for number in (1, 9, 21, 41)
)
Request = dict[str, Any]
CLIENT = {
    "client_kind": "individual",
    "name": "Jan Żak",
    "email": "jan@example.org",
    "phone": "",
    "sex": "male",
    "age_band": "refused",
    "gmina": "torun",
    "status": "unemployed",
}
PERSON = {member: value for member, value in CLIENT.items() if member != "client_kind"}
ADVICE = {
    "held_on": "2009-07-07",
    "started_at": "10:00",
    "ended_at": "11:30",
    "field_of_advice": "legal",
    "form_of_contact": "in_person",
    "client_ids": [CLIENT_ID],
    "adviser_ids": [ADVISER_ID],
}
CONTENT = {
    **ADVICE,
    "subject": "Statut spółdzielni",
    "advice_given": "Omówiono zmianę statutu.",
    "agreed_steps": "",
    "persons_present": "",
}


def by_adviser(**members: object) -> Request:
    actor = {"staff_id": ADVISER_ID, "roles": ["adviser"]}
    return {"command_id": str(uuid4()), "actor": actor, **members}


def by_coordinator(**members: object) -> Request:
    actor = {"staff_id": COORDINATOR_ID, "roles": ["coordinator"]}
    return {"command_id": str(uuid4()), "actor": actor, **members}


def asking(**members: object) -> Request:
    return {"actor": {"staff_id": ADVISER_ID, "roles": ["adviser"]}, **members}


def asking_for_matches() -> Request:
    return {"actor": {"staff_id": COORDINATOR_ID, "roles": ["node_administrator"]}}


def register_adviser(service: ConsultationsService, adviser_id: str = ADVISER_ID) -> None:
    service.register_adviser(
        by_coordinator(
            adviser_id=adviser_id,
            full_name="Anna Zięba",
            staff_role="consultant",
            active_from="2009-06-01",
        )
    )


def draft(service: ConsultationsService, **changes: object) -> dict[str, Any]:
    draft = {"card_id": CARD_ID, "programme": "owss-2009", **CONTENT, **changes}
    return service.draft_card(by_adviser(**draft))
