"""Is the broker there, and may we in? Asked before what would try again in silence for ever."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING
from urllib.parse import SplitResult, unquote, urlsplit

import amqp
from amqp.exceptions import AccessRefused, AMQPError, NotAllowed, NotFound
from nameko.rpc import RPC_QUEUE_TEMPLATE

from shared.messaging.management import BrokerProblem

if TYPE_CHECKING:
    from collections.abc import Iterator

LIMIT_SECONDS = 10


class BrokerClosed(BrokerProblem):
    """A service starts only once its broker has let it in; the text says what to do."""


def check_login(broker_url: str) -> None:
    """Log in and out; raise BrokerClosed with one sentence if that does not work."""
    with _logged_in(urlsplit(broker_url)):
        pass


def is_listened_to(broker_url: str, service: str) -> bool:
    """Tell whether a process takes what the service is asked; raise BrokerClosed."""
    with _logged_in(urlsplit(broker_url)) as connection:
        try:
            queue = RPC_QUEUE_TEMPLATE.format(service)
            found = connection.channel().queue_declare(queue, passive=True)
        except NotFound:
            return False  # never started here
        return bool(found.consumer_count)


@contextmanager
def _logged_in(url: SplitResult) -> Iterator[amqp.Connection]:
    host = f"{url.hostname}:{url.port or 5672}"
    virtual_host = unquote(url.path.removeprefix("/"))
    connection = amqp.Connection(
        host=host,
        userid=unquote(url.username or ""),
        password=unquote(url.password or ""),
        virtual_host=virtual_host,
        connect_timeout=LIMIT_SECONDS,
        read_timeout=LIMIT_SECONDS,
        write_timeout=LIMIT_SECONDS,
    )
    try:
        connection.connect()
    except AccessRefused as error:
        message = (
            f"Broker {host} odrzucił login „{url.username}” – popraw hasło w broker_url "
            "w pliku node.toml."
        )
        raise BrokerClosed(message) from error
    except NotAllowed as error:
        message = (
            f"Na brokerze {host} nie ma wirtualnego hosta „{virtual_host}” albo „{url.username}” "
            "nie ma do niego prawa – utwórz węzeł ponownie poleceniem «owss up»."
        )
        raise BrokerClosed(message) from error
    except (OSError, AMQPError) as error:
        message = (
            f"Broker {host} nie odpowiada ({error}) – uruchom go albo popraw broker_url "
            "w pliku node.toml."
        )
        raise BrokerClosed(message) from error
    try:
        yield connection
    finally:
        connection.close()
