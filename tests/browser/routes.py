"""What can be opened: the routes of all applications of a node, as they are mounted."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, cast

from flask import Flask
from werkzeug.exceptions import HTTPException
from werkzeug.middleware.dispatcher import DispatcherMiddleware

_ARGUMENT = re.compile(r"<(?:[^:<>]+:)?([^<>]+)>")


class NoExample(Exception):
    """Every argument of a route has an example, or its page would be opened by no test."""


@dataclass(frozen=True, order=True)
class Route:
    """A route; its rule is written from the node's root."""

    rule: str

    def address(self, examples: Mapping[str, str]) -> str:
        """Return an address of the route.

        An example belongs to a whole rule, then it is the address, or to an argument's name.
        """
        if self.rule in examples:
            return examples[self.rule]
        return _ARGUMENT.sub(lambda found: self._example(found[1], examples), self.rule)

    def _example(self, name: str, examples: Mapping[str, str]) -> str:
        if name not in examples:
            raise NoExample(f"{self.rule}: tests/browser/examples.py has no {name}")
        return examples[name]


def routes_of(pages: Callable[..., Any], method: str = "GET") -> list[Route]:
    """Return the routes of all applications that answer to a method, each once, in order."""
    together = cast("DispatcherMiddleware", pages)
    mounted = {"": together.app, **together.mounts}
    # Programs ask there, by tokens: tests/slices/api asks each operation as every role.
    del mounted["/api"]
    return sorted(
        {route for prefix, app in mounted.items() for route in _routes(prefix, app, method)}
    )


def _routes(prefix: str, app: object, method: str) -> Iterator[Route]:
    assert isinstance(app, Flask)
    for rule in app.url_map.iter_rules():
        # Files of styles and scripts are no pages; the browsers ask for them.
        if method in (rule.methods or ()) and not rule.endpoint.endswith("static"):
            yield Route(prefix + rule.rule)


def rule_of(pages: Callable[..., Any], path: str) -> str | None:
    """Return the rule of the page at a path, or nothing where there is none."""
    together = cast("DispatcherMiddleware", pages)
    prefix = next((each for each in together.mounts if path.startswith(f"{each}/")), "")
    app = together.mounts.get(prefix, together.app)
    assert isinstance(app, Flask)
    try:
        rule, _arguments = app.url_map.bind("").match(
            path.removeprefix(prefix), method="GET", return_rule=True
        )
    except HTTPException:
        return None
    return prefix + rule.rule
