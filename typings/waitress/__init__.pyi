from collections.abc import Callable

from waitress.server import TcpWSGIServer

def create_server(
    application: Callable[..., object],
    *,
    host: str,
    port: int,
    threads: int = 4,
    ident: str | None = "waitress",
) -> TcpWSGIServer: ...
