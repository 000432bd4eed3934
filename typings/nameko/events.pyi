from collections.abc import Callable, Mapping
from typing import Any, TypeVar

from nameko.extensions import DependencyProvider, Entrypoint

_F = TypeVar("_F", bound=Callable[..., object])

SERVICE_POOL: str
SINGLETON: str
BROADCAST: str

class EventHandler(Entrypoint): ...
class EventDispatcher(DependencyProvider): ...

def event_handler(
    source_service: str,
    event_type: str,
    handler_type: str = ...,
    reliable_delivery: bool = True,
    requeue_on_error: bool = False,
) -> Callable[[_F], _F]: ...
def get_event_exchange(source_service: str, config: Mapping[str, object]) -> Any: ...
