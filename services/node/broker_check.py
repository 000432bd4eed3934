"""Is the broker there, and may we in? Asked before what would try again in silence for ever."""

from __future__ import annotations

from urllib.parse import unquote, urlsplit

import amqp
from amqp.exceptions import AccessRefused, AMQPError, NotAllowed

from shared.messaging.management import BrokerProblem

LIMIT_SECONDS = 10


class BrokerClosed(BrokerProblem):
    """A service starts only once its broker has let it in; the text says what to do."""


def check_login(broker_url: str) -> None:
    """Log in and out; raise BrokerClosed with one sentence if that does not work."""
    url = urlsplit(broker_url)
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
    connection.close()
