from collections.abc import Callable
from typing import TypeVar

from flask import Blueprint, Flask
from werkzeug.exceptions import BadRequest

ViewT = TypeVar("ViewT", bound=Callable[..., object] | Blueprint)

class CSRFProtect:
    def __init__(self, app: Flask) -> None: ...
    def exempt(self, view: ViewT) -> ViewT: ...

class CSRFError(BadRequest): ...

def generate_csrf() -> str: ...
