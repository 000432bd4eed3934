from collections.abc import Callable, Mapping
from typing import Any

from eventlet.greenthread import GreenThread
from nameko.extensions import DependencyProvider, Entrypoint, Extension

_ExcInfo = tuple[type[BaseException], BaseException, Any]
_HandleResult = Callable[[WorkerContext, Any, _ExcInfo | None], tuple[Any, _ExcInfo | None]]

class WorkerContext:
    container: ServiceContainer
    config: Mapping[str, Any]
    service: Any
    service_name: str
    entrypoint: Entrypoint
    args: tuple[object, ...]
    kwargs: dict[str, object]
    data: dict[str, object]
    call_id: str

class ServiceContainer:
    service_cls: type[object]
    service_name: str
    config: Mapping[str, Any]
    max_workers: int
    entrypoints: set[Entrypoint]
    dependencies: set[DependencyProvider]
    extensions: set[Extension]
    def __init__(self, service_cls: type[object], config: Mapping[str, object]) -> None: ...
    def start(self) -> None: ...
    def stop(self) -> None: ...
    def kill(self, exc_info: _ExcInfo | None = None) -> None: ...
    def wait(self) -> None: ...
    def spawn_worker(
        self,
        entrypoint: Entrypoint,
        args: tuple[object, ...],
        kwargs: dict[str, object],
        context_data: dict[str, object] | None = None,
        handle_result: _HandleResult | None = None,
    ) -> WorkerContext: ...
    def spawn_managed_thread(
        self, fn: Callable[[], object], identifier: str | None = None
    ) -> GreenThread[Any]: ...

def get_service_name(service_cls: type[object]) -> str: ...
