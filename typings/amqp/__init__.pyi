from amqp.basic_message import Message as Message
from amqp.channel import Channel as Channel
from amqp.connection import Connection as Connection
from amqp.exceptions import (
    AccessRefused as AccessRefused,
    AMQPError as AMQPError,
    ChannelError as ChannelError,
    ConnectionError as ConnectionError,
    MessageNacked as MessageNacked,
    NotFound as NotFound,
    PreconditionFailed as PreconditionFailed,
    RecoverableConnectionError as RecoverableConnectionError,
)
