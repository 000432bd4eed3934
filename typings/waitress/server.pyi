from collections.abc import Callable, Mapping

class ThreadedTaskDispatcher:
    def shutdown(self, cancel_pending: bool = True, timeout: float = 5) -> bool: ...

class HTTPChannel:
    def close(self) -> None: ...

class Trigger:
    def pull_trigger(self, thunk: Callable[[], object] | None = None) -> None: ...

class TcpWSGIServer:
    active_channels: Mapping[int, HTTPChannel]
    effective_port: int
    task_dispatcher: ThreadedTaskDispatcher
    trigger: Trigger
    def run(self) -> None: ...
    def close(self) -> None: ...
