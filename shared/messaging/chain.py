"""The chain: each sealed domain event carries the digest of the one before it.

    sealed  = body without its last brace
            + ,"epoch":"1","sequence":"<20 digits>","prevdigest":"<64 hex>"}
    digest  = SHA-256(sealed)
    message = sealed without its last brace + ,"digest":"<64 hex>"}

The tail has a fixed form, so that a verifier cuts it off and has the very bytes that were stored.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from hashlib import sha256

FIRST_EPOCH = 1

# Positions begin at 1 and end where a column of 64 bits does not yet.
_TAIL = re.compile(
    rb',"epoch":"([1-9][0-9]{0,8})","sequence":"(?!0{20})(00[0-9]{18})"'
    rb',"prevdigest":"([0-9a-f]{64})","digest":"([0-9a-f]{64})"\}\Z'
)
_TAIL_LIMIT = 240
_DIGEST_MEMBER = len(',"digest":""}') + 64


class NotSealed(Exception):
    """The bytes do not end in the four members that seal a domain event."""


class WrongDigest(Exception):
    """The digest is that of other bytes: something was changed on the way or at rest."""


@dataclass(frozen=True, slots=True)
class Link:
    """One domain event in its place in the chain of its source."""

    epoch: int
    position: int
    prevdigest: str
    digest: str
    message: bytes
    """What is sent and archived."""


def first_prevdigest(source: str) -> str:
    """Return what the first domain event of a source has instead of a predecessor's digest."""
    return sha256(source.encode()).hexdigest()


def seal(body: bytes, *, epoch: int, position: int, prevdigest: str) -> Link:
    """Put a body into its place."""
    unclosed = b'%s,"epoch":"%d","sequence":"%020d","prevdigest":"%s"' % (
        body[:-1],
        epoch,
        position,
        prevdigest.encode(),
    )
    digest = sha256(unclosed + b"}").hexdigest()
    message = b'%s,"digest":"%s"}' % (unclosed, digest.encode())
    return Link(epoch, position, prevdigest, digest, message)


def unseal(message: bytes) -> Link:
    """Return the place that a message claims, after its digest proved right.

    Raises NotSealed or WrongDigest.
    """
    tail = _TAIL.search(message, max(0, len(message) - _TAIL_LIMIT))
    if tail is None:
        raise NotSealed
    digest = tail[4].decode()
    if sha256(message[:-_DIGEST_MEMBER] + b"}").hexdigest() != digest:
        raise WrongDigest(digest)
    return Link(int(tail[1]), int(tail[2]), tail[3].decode(), digest, message)


def body_of(message: bytes) -> bytes:
    """Return the body that was sealed into a message, or raise NotSealed."""
    tail = _TAIL.search(message, max(0, len(message) - _TAIL_LIMIT))
    if tail is None:
        raise NotSealed
    return message[: tail.start()] + b"}"
