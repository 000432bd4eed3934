from collections.abc import Callable

class ThreadedTaskDispatcher:
    def shutdown(self, cancel_pending: bool = True, timeout: float = 5) -> bool: ...

class Server:
    task_dispatcher: ThreadedTaskDispatcher
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
