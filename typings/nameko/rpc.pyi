from collections.abc import Callable
from typing import Any, TypeVar, overload

from nameko.extensions import DependencyProvider, Entrypoint

_F = TypeVar("_F", bound=Callable[..., object])

RPC_QUEUE_TEMPLATE: str

class Rpc(Entrypoint): ...

class RpcReply:
    def result(self) -> Any: ...

class MethodProxy:
    def __call__(self, *args: object, **kwargs: object) -> Any: ...
    def call_async(self, *args: object, **kwargs: object) -> RpcReply: ...

class ServiceProxy:
    def __getattr__(self, name: str) -> MethodProxy: ...

class RpcProxy(DependencyProvider):
    def __init__(self, target_service: str, **options: object) -> None: ...

@overload
def rpc(fn: _F, /) -> _F: ...
@overload
def rpc(
    *,
    expected_exceptions: type[BaseException] | tuple[type[BaseException], ...] = ...,
    sensitive_arguments: str | tuple[str, ...] = ...,
) -> Callable[[_F], _F]: ...
