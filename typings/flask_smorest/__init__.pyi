from collections.abc import Callable, Mapping
from typing import Any, TypeVar

from apispec import APISpec
from flask import Blueprint as FlaskBlueprint
from flask import Flask
from marshmallow import Schema

_View = TypeVar("_View", bound=Callable[..., Any])

class Blueprint(FlaskBlueprint):
    description: str
    def __init__(
        self,
        name: str,
        import_name: str,
        *,
        url_prefix: str | None = ...,
        description: str = ...,
    ) -> None: ...
    def add_url_rule(  # type: ignore[override]
        self,
        rule: str,
        endpoint: str | None = ...,
        view_func: Callable[..., Any] | None = ...,
        provide_automatic_options: bool | None = ...,
        *,
        parameters: list[dict[str, Any]] | None = ...,
        tags: list[str] | None = ...,
        methods: list[str] = ...,
    ) -> None: ...
    def response(
        self,
        status_code: int,
        schema: Schema | dict[str, Any] | None = ...,
        *,
        content_type: str | None = ...,
        description: str | None = ...,
        headers: Mapping[str, Any] | None = ...,
    ) -> Callable[[_View], _View]: ...
    def alt_response(
        self,
        status_code: int,
        response: str | None = ...,
        *,
        schema: Schema | dict[str, Any] | None = ...,
        content_type: str | None = ...,
        description: str | None = ...,
        headers: Mapping[str, Any] | None = ...,
    ) -> Callable[[_View], _View]: ...
    @staticmethod
    def doc(**kwargs: Any) -> Callable[[_View], _View]: ...

class Api:
    spec: APISpec
    ma_plugin: Any
    DEFAULT_ERROR_RESPONSE_NAME: str | None
    def __init__(self, app: Flask | None = ..., *, spec_kwargs: dict[str, Any] = ...) -> None: ...
    def register_blueprint(self, blp: Blueprint, *, url_prefix: str = ...) -> None: ...
    def _register_error_handlers(self) -> None: ...
    def _register_responses(self) -> None: ...
