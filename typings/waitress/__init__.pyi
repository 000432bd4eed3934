from collections.abc import Callable, Mapping

class ThreadedTaskDispatcher:
    def shutdown(self, cancel_pending: bool = True, timeout: float = 5) -> bool: ...

class Channel:
    def close(self) -> None: ...

class Trigger:
    def pull_trigger(self, thunk: Callable[[], object] | None = None) -> None: ...

class Server:
    active_channels: Mapping[int, Channel]
    task_dispatcher: ThreadedTaskDispatcher
    trigger: Trigger
    effective_host: str
    effective_port: int
    def run(self) -> None: ...
    def close(self) -> None: ...

def create_server(
    application: Callable[..., object],
    *,
    host: str,
    port: int,
    threads: int = 4,
    ident: str | None = "waitress",
    clear_untrusted_proxy_headers: bool = True,
) -> Server: ...
