"""What draft, change and correction of a card share: from ids to people, and to what judges it."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from services.consultations.application.commands import AdviceAsTold
from services.consultations.application.ports import UnitOfWork
from services.consultations.domain.advice import Advice, advisers_on_card, clients_on_card
from services.consultations.domain.circumstances import Circumstances
from services.consultations.domain.session import Session
from shared.contracts.programme import Programme


def look_up_advice(
    told: AdviceAsTold,
    programme: Programme,
    work: UnitOfWork,
    *,
    support_path_id: UUID | None,
    before: Advice | None = None,
) -> Advice:
    """Return what was told, with everybody found; `before` is what the card says until now.

    A client who was merged or erased stays on a card and comes on no other; a path that a card
    belongs to stays, and another one must be open and of one of its clients. Clients and advisers
    are held until the end of the transaction. Raises `ClientNotFound`, `FileMerged`, `FileErased`,
    `AdviserNotFound`, `EndsBeforeItStarts`, `PathNotFound`, `PathClosed`, `PathOfOthers`, and what
    a card may not say about people.
    """
    session = Session(held_on=told.held_on, started_at=told.started_at, ended_at=told.ended_at)
    clients = work.clients.hold(told.client_ids)
    if support_path_id is not None and (
        before is None or before.support_path_id != support_path_id
    ):
        path = work.support_paths.hold(support_path_id)
        path.refuse_unless_takes(
            {work.clients.kept(client.client_id).id for client in path.clients},
            {work.clients.kept(client_id).id for client_id in told.client_ids},
        )
    already = set() if before is None else {client.client_id for client in before.clients}
    for client in clients:
        if client.id not in already:
            client.refuse_unless_goes_on()
    others = () if before is None else before.adviser_ids
    # At once, also those who leave the card: who holds one after another may wait for ever.
    held = work.advisers.hold((*told.adviser_ids, *others))
    advisers = held[: len(told.adviser_ids)]
    return Advice(
        session=session,
        field_of_advice=told.field_of_advice,
        form_of_contact=told.form_of_contact,
        clients=clients_on_card(clients, programme),
        adviser_ids=advisers_on_card(advisers, session.held_on),
        support_path_id=support_path_id,
    )


def circumstances_of(  # noqa: PLR0913 - which card, what it would say and said, and when
    card_id: UUID,
    advice: Advice,
    programme: Programme,
    work: UnitOfWork,
    now: datetime,
    *,
    before: Advice | None = None,
) -> Circumstances:
    """Return what a card that would say this is judged by; its advisers are held already."""
    others = () if before is None else before.adviser_ids
    bookings = work.cards.bookings(advice.adviser_ids, advice.session.held_on, apart_from=card_id)
    return Circumstances(
        now=now,
        programme=programme,
        bookings=bookings,
        closed_months=work.timesheets.closed_months((*advice.adviser_ids, *others)),
    )
