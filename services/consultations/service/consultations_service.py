"""Consultations on the bus: all calls, and what the centre says."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import Connection

from services.consultations.application.accept_programme import accept_programme
from services.consultations.application.note_receipt import note_receipt
from services.consultations.application.own_actor import OPERATIONS
from services.consultations.application.path_commands import NoteReceipt
from services.consultations.domain.referral import Arrival
from services.consultations.service.cards import CardCalls
from services.consultations.service.clients import ClientCalls
from services.consultations.service.staff import StaffCalls
from services.consultations.storage.performing import perform
from services.consultations.storage.programmes import StoredProgrammes
from services.consultations.storage.unit_of_work import unit_of_work
from shared.messaging.control import ProgrammeVersion, ReferralReceipt
from shared.wire.programme import read_programme
from shared.wire.published import CATALOGUE


class ConsultationsService(StaffCalls, ClientCalls, CardCalls):
    """The programmatic face of consultations inside a node; it holds no rule."""

    name = "consultations"

    def programmes_held(self, connection: Connection) -> Mapping[str, int]:
        """Return the newest version of each programme that consultations have."""
        known = {(each.code, each.version) for each in StoredProgrammes(connection).known()}
        held = dict.fromkeys((code for code, _ in known), 0)
        for code in held:
            # Up to the first gap: what lies in it is sent again.
            while (code, held[code] + 1) in known:
                held[code] += 1
        return held

    def keep_programme(self, message: ProgrammeVersion) -> None:
        """Keep a version that the centre published."""
        with unit_of_work(self.database, self.source, CATALOGUE) as work:
            accept_programme(read_programme(message.document), work)

    def note_receipt(self, message: ReferralReceipt) -> None:
        """Put on a referral that the client came, under the id of what told it."""
        command = NoteReceipt(
            command_id=message.receipt_id,
            actor=OPERATIONS,
            referral_id=message.referral_id,
            arrival=Arrival(received_by=message.received_by, received_on=message.received_on),
        )
        perform(self.database, self.source, command, note_receipt, self.clock.now())
