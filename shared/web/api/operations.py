"""Operations of the API: a command or a question each, by the schemas and use cases of the pages.

An operation only translates (R20): the address, the header and the body become the request that the
schema reads, and the use case decides. The same declaration makes the route, its entry in the
OpenAPI document, and the line by which the guard knows scope and roles.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from http import HTTPStatus
from io import BytesIO
from typing import TYPE_CHECKING, Any, Final

from flask import Response, g, jsonify, send_file
from flask_smorest import Blueprint

from shared.kernel.command import Command
from shared.kernel.scope import scope_of
from shared.web.api import describing
from shared.web.api.paging import links_between, members_asked
from shared.web.api.reading import body_of, command_id, query_of, version_read
from shared.web.forms import as_request
from shared.web.guarding import person

if TYPE_CHECKING:
    from marshmallow import Schema

    from shared.kernel.command import Role
    from shared.kernel.scope import Scope

Members = dict[str, Any]
Ask = Callable[["Schema", Callable[..., Any], Mapping[str, Any]], Any]
"""Reads the members by a schema and has a use case answer them."""

VERSIONS: Final = ("expected_version", "expected_revision")
"""What If-Match says; pages hide it in their forms."""

_FROM_ELSEWHERE: Final = {"command_id", "actor", *VERSIONS}


@dataclass(frozen=True, kw_only=True)
class Operation:
    """What the guard and the tests know of an operation; `roles` is `None` for everybody."""

    service: str
    name: str
    method: str
    rule: str
    asks: type
    roles: frozenset[Role] | None
    scope: Scope | None


@dataclass(frozen=True, kw_only=True)
class Drawn:
    """A document to keep: its media type, the name to keep it under, and its bytes."""

    media_type: str
    name: str
    content: bytes


@dataclass(frozen=True, kw_only=True)
class ServiceApi:
    """How one service answers. `roles` is its table; what is `None` there is for everybody."""

    service: str
    roles: Mapping[Any, frozenset[Role] | None]
    ask: Ask
    carry_out: Ask

    def topic(self, name: str, description: str) -> Operations:
        """Return a place for operations about one thing."""
        return Operations(self, name, description)


class Operations(Blueprint):
    """The operations about one thing, such as cards."""

    def __init__(self, api: ServiceApi, name: str, description: str) -> None:
        """Begin with none."""
        super().__init__(
            f"{api.service}-{name}",
            __name__,
            url_prefix=f"/v1/{api.service}",
            description=description,
        )
        self.api = api
        self.operations: dict[str, Operation] = {}

    def question(  # noqa: PLR0913 - what is asked, by what, and how the answer looks
        self,
        rule: str,
        asks: type,
        schema: type[Schema],
        use_case: Callable[..., Any],
        answer: Schema,
        *,
        version: Callable[[Any], int] | None = None,
        pages: Callable[[Any], tuple[int, int]] | None = None,
        name: str = "",
        in_body: bool = False,
        public: bool = False,
        named: str = "",
        before_shown: Callable[[Any], None] | None = None,
    ) -> None:
        """Answer a question; `version` tells that of the record, for its ETag.

        `pages` tells of a page of a list which it is, and how many there are; `name` is what the
        operation is called if another one asks for the same. With `in_body` it is sent as a body,
        because addresses are kept in logs. `before_shown` gets what was found before anybody sees
        it. `named` is the member under which a list is told.
        """
        method = "POST" if in_body else "GET"
        operation = self._operation(method, rule, asks, name=name, public=public)
        asked = schema(exclude=_beside(schema, rule))

        def view(**path: object) -> Response:
            members = self._asked_by(path, public=public)
            members |= body_of(asked) if in_body else members_asked(asked, query_of)
            found = self.api.ask(schema(), use_case, members)
            if before_shown is not None:
                before_shown(found)
            if version is not None:
                g.version = version(found)
            response = jsonify(answer.dump({named: found} if named else found))
            if pages is not None:
                response.headers["Link"] = links_between(*pages(found))
            return response

        described = describing.question(
            self,
            operation,
            asked,
            answer,
            paged=pages is not None,
            in_body=in_body,
            tagged=not in_body,
        )
        self._add(operation, schema, described(view))

    def document(  # noqa: PLR0913 - what is asked, by what, and what is drawn of the answer
        self,
        rule: str,
        asks: type,
        schema: type[Schema],
        use_case: Callable[..., Any],
        draw: Callable[[Any], Drawn],
        *,
        media_type: str,
        before_shown: Callable[[Any], None] | None = None,
    ) -> None:
        """Answer a question by a file."""
        operation = self._operation("GET", rule, asks, suffix=media_type)
        asked = schema(exclude=_beside(schema, rule))

        def view(**path: object) -> Response:
            members = {**self._asked_by(path), **members_asked(asked, query_of)}
            found = self.api.ask(schema(), use_case, members)
            if before_shown is not None:
                before_shown(found)
            drawn = draw(found)
            response = send_file(
                BytesIO(drawn.content),
                mimetype=drawn.media_type,
                as_attachment=True,
                download_name=drawn.name.replace(" ", "-"),
            )
            # Its ETag is computed of what is sent.
            response.direct_passthrough = False
            return response

        self._add(operation, schema, describing.document(self, operation, asked, media_type)(view))

    def command(  # noqa: PLR0913 - what is asked, by what, and how the answer looks
        self,
        method: str,
        rule: str,
        asks: type[Command],
        schema: type[Schema],
        use_case: Callable[..., Any],
        *,
        answer: Schema | None = None,
        creates: str = "",
        given: Mapping[str, Callable[[], Any]] | None = None,
    ) -> None:
        """Have a command carried out, once for each Idempotency-Key.

        `creates` is the address of what is made, below the service's; `given` are members that
        the caller does not decide about.
        """
        operation = self._operation(method, rule, asks)
        beside = given or {}
        asked = schema(exclude=_beside(schema, rule, *beside))
        compared = next((name for name in VERSIONS if name in schema().fields), None)

        def view(**path: object) -> Response:
            members = {**self._asked_by(path), "command_id": str(command_id())}
            members |= {name: value() for name, value in beside.items()}
            if compared is not None:
                members[compared] = version_read()
            members |= body_of(asked)
            told = self.api.carry_out(schema(), use_case, members)
            return _done(answer, told, creates and self._place(creates, members))

        described = describing.command(
            self, operation, asked, answer, compared=compared is not None, creates=bool(creates)
        )
        self._add(operation, schema, described(view))

    def _operation(  # noqa: PLR0913 - what is known of it
        self,
        method: str,
        rule: str,
        asks: type,
        *,
        name: str = "",
        public: bool = False,
        suffix: str = "",
    ) -> Operation:
        writes = issubclass(asks, Command)
        ending = {"": "", "application/pdf": "Pdf"}.get(suffix, "Xlsx")
        return Operation(
            service=self.api.service,
            name=name or f"{asks.__name__.removesuffix('Query')}{ending}",
            method=method,
            rule=f"{self.url_prefix}{rule}",
            asks=asks,
            roles=None if public else self.api.roles[asks],
            scope=None if public else scope_of(self.api.service, writes=writes),
        )

    def _add(self, operation: Operation, schema: type[Schema], view: Callable[..., Any]) -> None:
        self.operations[f"{self.name}.{operation.name}"] = operation
        self.add_url_rule(
            operation.rule.removeprefix(str(self.url_prefix)),
            operation.name,
            view,
            provide_automatic_options=False,
            methods=[operation.method],
            tags=[self.name],
            parameters=describing.written_in(operation.rule, schema),
        )

    def _asked_by(self, path: Mapping[str, object], *, public: bool = False) -> Members:
        members = {
            name: value if isinstance(value, int) else str(value) for name, value in path.items()
        }
        return members if public else {**members, "actor": as_request(person().actor)}

    def _place(self, creates: str, members: Mapping[str, Any]) -> str:
        return f"/api{self.url_prefix}{creates.format(**members)}"


def _beside(schema: type[Schema], rule: str, *given: str) -> Sequence[str]:
    """Return the members that do not come from the body or the address's parameters."""
    return [
        name
        for name in schema().fields
        if name in _FROM_ELSEWHERE or name in given or f":{name}>" in rule or f"<{name}>" in rule
    ]


def _done(answer: Schema | None, told: Mapping[str, Any], place: str) -> Response:
    status = HTTPStatus.CREATED if place else HTTPStatus.OK
    if answer is None:
        response = Response(status=status if place else HTTPStatus.NO_CONTENT)
        del response.headers["Content-Type"]
    else:
        response = jsonify(answer.dump(told))
        response.status_code = status
    if place:
        response.headers["Location"] = place
    return response
