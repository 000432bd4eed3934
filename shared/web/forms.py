"""Forms: what was typed stays when something is wrong, and the message stands at its field."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Self, TypeVar
from uuid import uuid4

from flask import request
from marshmallow import ValidationError

from shared.kernel.command import NotAuthorised, Refusal
from shared.web.language import in_own_words

if TYPE_CHECKING:
    from shared.kernel.command import Actor

AnswerT = TypeVar("AnswerT")


@dataclass
class Form:
    """The values of a form's fields, and what is wrong with each.

    `command_id` is made when the form is drawn: sent twice, it still asks once.
    """

    values: Mapping[str, Any]
    command_id: str = field(default_factory=lambda: str(uuid4()))
    errors: Mapping[str, list[str]] = field(default_factory=dict)
    problem: str = ""
    """What stands in the way of the whole, in a sentence."""

    @classmethod
    def blank(cls, **values: object) -> Self:
        """Return a form that nobody has sent yet, with what is known already."""
        return cls({name: value for name, value in values.items() if value is not None})

    @classmethod
    def sent(
        cls,
        *,
        lists: Iterable[str] = (),
        flags: Iterable[str] = (),
        numbers: Iterable[str] = (),
    ) -> Self:
        """Return what the person sent.

        `lists` are fields with any number of values, `flags` boxes that are ticked or not, and
        `numbers` whole numbers; what is no number is left to the schema to complain of.
        """
        typed: dict[str, Any] = {
            name: value for name, value in request.form.items() if name not in _OWN_FIELDS
        }
        typed |= {name: request.form.getlist(name) for name in lists}
        typed |= {name: name in request.form for name in flags}
        typed |= {name: _number(typed[name]) for name in numbers if name in typed}
        return cls(typed, request.form.get("command_id", ""))

    def value(self, name: str) -> Any:  # noqa: ANN401 - whatever a field holds
        """Return what stands in a field; nothing is an empty text."""
        found = self.values.get(name)
        return "" if found is None else found

    def chosen(self, name: str) -> set[str]:
        """Return the values of a field that are chosen."""
        found = self.value(name)
        return set(map(str, found)) if isinstance(found, list | tuple) else {str(found)}

    def messages(self, name: str) -> list[str]:
        """Return what is wrong with a field."""
        return self.errors.get(name, [])

    @property
    def is_wrong(self) -> bool:
        """Say whether anything has to be put right."""
        return bool(self.errors or self.problem)

    def command(self, actor: Actor, **members: object) -> dict[str, Any]:
        """Return the request for a command, as it would come over RPC."""
        return self.query(actor, command_id=self.command_id, **members)

    def query(self, actor: Actor, **members: object) -> dict[str, Any]:
        """Return the request for a question, as it would come over RPC."""
        return {**self.values, **members, "actor": as_request(actor)}

    def attempt(
        self, ask: Callable[[], AnswerT], sentence: Callable[[Refusal], str]
    ) -> AnswerT | None:
        """Return the answer, or `None` with what to put right kept in the form.

        Only what a person can put right is caught: whoever has no right to ask gets the page that
        says so (`NotAuthorised`).
        """
        try:
            return ask()
        except NotAuthorised:
            raise
        except ValidationError as error:
            self.errors = _by_field(error.messages_dict)
        except Refusal as refusal:
            self.problem = sentence(refusal)
        return None


def as_request(actor: Actor) -> dict[str, Any]:
    """Return who asks as requests name them."""
    return {"staff_id": str(actor.staff_id), "roles": sorted(actor.roles)}


_OWN_FIELDS = frozenset({"csrf_token", "command_id", "draft_action", "draft_version"})


def _number(typed: object) -> object:
    text = str(typed).strip()
    return int(text) if text.isascii() and text.isdigit() else typed


def _by_field(messages: Mapping[str, Any]) -> dict[str, list[str]]:
    return {name: _texts(found) for name, found in messages.items()}


def _texts(found: object) -> list[str]:
    """Return the sentences about a field, also about its parts."""
    if isinstance(found, Mapping):
        return list(dict.fromkeys(text for part in found.values() for text in _texts(part)))
    if isinstance(found, list):
        return [text for part in found for text in _texts(part)]
    return [in_own_words(str(found))]
