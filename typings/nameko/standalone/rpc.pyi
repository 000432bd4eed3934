from collections.abc import Mapping
from types import TracebackType
from typing import Any, Generic, TypeVar

from nameko.rpc import ServiceProxy

_P = TypeVar("_P")

class ClusterProxy:
    def __getattr__(self, name: str) -> ServiceProxy: ...
    def __getitem__(self, name: str) -> ServiceProxy: ...

class StandaloneProxyBase(Generic[_P]):
    def __enter__(self) -> _P: ...
    def __exit__(
        self,
        tpe: type[BaseException] | None,
        value: BaseException | None,
        traceback: TracebackType | None,
    ) -> None: ...
    def start(self) -> _P: ...
    def stop(self) -> None: ...

class ServiceRpcProxy(StandaloneProxyBase[ServiceProxy]):
    def __init__(
        self,
        service_name: str,
        config: Mapping[str, object],
        context_data: Mapping[str, Any] | None = None,
        timeout: float | None = None,
    ) -> None: ...

class ClusterRpcProxy(StandaloneProxyBase[ClusterProxy]):
    def __init__(
        self,
        config: Mapping[str, object],
        context_data: Mapping[str, Any] | None = None,
        timeout: float | None = None,
    ) -> None: ...
