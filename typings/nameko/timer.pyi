from collections.abc import Callable
from typing import TypeVar

from nameko.extensions import Entrypoint

_F = TypeVar("_F", bound=Callable[..., object])

class Timer(Entrypoint): ...

def timer(
    interval: float,
    eager: bool = False,
    *,
    expected_exceptions: type[BaseException] | tuple[type[BaseException], ...] = ...,
) -> Callable[[_F], _F]: ...
