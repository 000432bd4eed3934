"""What every service with a journal does on the bus besides its own work."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import TYPE_CHECKING

import structlog

from shared.kernel.command import Refusal
from shared.messaging import control, relay, witness
from shared.messaging.dependencies import (
    NodeSource,
    ServiceDatabase,
    ServiceRelay,
    ServiceRuntime,
)
from shared.messaging.entrypoint import fed
from shared.messaging.feeds import Batches, Ticks, Waking
from shared.messaging.topology import control_queue

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sqlalchemy import Connection

    from shared.messaging.delivery import Delivery

log = structlog.get_logger()


class PublishingService(ABC):
    """Relays its journal, tells where the journal ends, and hears what the centre says."""

    runtime = ServiceRuntime()
    database = ServiceDatabase()
    source = NodeSource()
    relaying = ServiceRelay()

    @fed(Ticks(lambda runtime: runtime.pace.look, Waking.JOURNAL))
    def relay_journal(self, _tick: str) -> bool:
        """Number and send what was committed; more follows at once if a batch was full."""
        return self.relaying.turn()

    @fed(Ticks(lambda runtime: runtime.pace.heartbeat))
    def tell_head(self, _tick: str) -> None:
        """Send a heartbeat on the path of the domain events."""
        with self.database.read() as connection:
            head = relay.head_of(connection, self.source)
            heartbeat = control.Heartbeat(
                source=self.source,
                epoch=head.epoch,
                position=head.position,
                digest=head.digest,
                told_at=self.runtime.wall_clock.now(),
                installation=self.runtime.installation,
                waiting=relay.waiting(connection),
                programmes=self.programmes_held(connection),
            )
        self.relaying.tell(heartbeat)

    @fed(Batches(lambda _runtime, service: (control_queue(service),)))
    def hear(self, batch: list[Delivery]) -> None:
        """Take in what the centre says; all of it may come twice."""
        for delivery in batch:
            try:
                message = control.load(delivery.body)
            except control.NotControl as error:
                log.warning("not_understood", queue=delivery.queue, reason=str(error))
                continue
            self._hear(message)

    @abstractmethod
    def programmes_held(self, connection: Connection) -> Mapping[str, int]:
        """Return the newest version of each programme that this service has."""

    @abstractmethod
    def keep_programme(self, message: control.ProgrammeVersion) -> None:
        """Keep a version of a programme; it may come again."""

    def note_receipt(self, message: control.ReferralReceipt) -> None:
        """Put on a referral that the client came; it may come again. Most services refer nobody."""
        log.error("refers_nobody", source=self.source, referral_id=str(message.referral_id))

    def _hear(self, message: control.ControlMessage) -> None:
        if isinstance(message, control.ProgrammeVersion):
            try:
                self.keep_programme(message)
            except (Refusal, ValueError) as error:
                # The centre sends it again as long as our heartbeats lack it: after an upgrade of
                # this node it may be understood.
                log.error("programme_not_kept", programme=message.programme, reason=str(error))  # noqa: TRY400 - no fault of ours
        elif message.source != self.source:
            return
        elif isinstance(message, control.Resend):
            self.relaying.send_again(message)
        elif isinstance(message, control.Echo):
            with self.database.write(wakes=False) as connection:
                agrees = witness.acknowledge(connection, message, self.runtime.wall_clock.now())
            if not agrees:
                log.error("diverged", source=self.source, position=message.position)
        elif isinstance(message, control.ReferralReceipt):
            try:
                self.note_receipt(message)
            except (Refusal, ValueError) as error:
                # The centre tells it again until it hears from this node that it is noted.
                log.error(  # noqa: TRY400 - no fault of ours
                    "receipt_not_noted", referral_id=str(message.referral_id), reason=repr(error)
                )
