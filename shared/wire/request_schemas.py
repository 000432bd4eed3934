"""What requests of all services have in common: they are read strictly, and say who asks (R21)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from marshmallow import RAISE, Schema, post_load

from shared.kernel.command import Actor
from shared.wire.request_fields import identifier, roles

if TYPE_CHECKING:
    from collections.abc import Callable


class RequestSchema(Schema):
    """Members that are not known are refused: a typing error must not look like an answer."""

    makes: ClassVar[Callable[..., object]]

    error_messages = {  # noqa: RUF012 - marshmallow reads it from the class and copies it
        "unknown": "Usuń to pole: nie należy do żądania.",
        "type": "Podaj żądanie jako obiekt JSON.",
    }

    class Meta:
        """Read strictly."""

        unknown = RAISE

    @post_load
    def _make(self, values: dict[str, Any], **_: object) -> object:
        return self.makes(**values)


class ActorSchema(RequestSchema):
    """Who asks."""

    makes: ClassVar[Callable[..., object]] = Actor
    staff_id = identifier("identyfikator osoby")
    roles = roles("listę ról osoby")
