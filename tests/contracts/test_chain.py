"""The chain, checked by a second implementation of its definition (architecture.md 2.4)."""

import json
from hashlib import sha256
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.messaging.chain import (
    Link,
    NotSealed,
    WrongDigest,
    body_of,
    first_prevdigest,
    seal,
    unseal,
)
from shared.wire.samples import sampled_types, stored_sample

SOURCE = "/nodes/zarska/consultations"
BODY = b'{"specversion":"1.0","data":{"minutes":90}}'
# What sha256sum says of the source, and of the sealed body of the first test.
FIRST = "1bc039ee7f1c041c9f3bdd215f4620465dc528ed9946c485a943601fb7a338bc"
DIGEST = "3804303ef88ec7f5227a206d6829d1adc5fd5d6cfdb4b16569f3bf68a754ddee"

bodies = st.dictionaries(st.text(), st.none() | st.booleans() | st.integers() | st.text()).map(
    lambda members: json.dumps({"specversion": "1.0", **members}, ensure_ascii=True).encode()
)
digests = st.text("0123456789abcdef", min_size=64, max_size=64)
epochs = st.integers(1, 10**9 - 1)
positions = st.integers(1, 10**18 - 1)


def test_the_first_link_is_what_sha256sum_says() -> None:
    link = seal(BODY, epoch=1, position=1, prevdigest=first_prevdigest(SOURCE))

    assert link.prevdigest == FIRST
    assert link.digest == DIGEST
    assert link.message == (
        b'{"specversion":"1.0","data":{"minutes":90},"epoch":"1",'
        b'"sequence":"00000000000000000001","prevdigest":"%s","digest":"%s"}'
        % (FIRST.encode(), DIGEST.encode())
    )


@given(body=bodies, epoch=epochs, position=positions, prevdigest=digests)
def test_a_link_is_what_the_definition_says(
    body: bytes, epoch: int, position: int, prevdigest: str
) -> None:
    link = seal(body, epoch=epoch, position=position, prevdigest=prevdigest)

    assert link == _by_definition(body, epoch, position, prevdigest)
    assert unseal(link.message) == link
    assert body_of(link.message) == body


@given(body=bodies, epoch=epochs, position=positions, prevdigest=digests)
def test_a_sealed_message_is_json_and_keeps_the_members_of_its_body(
    body: bytes, epoch: int, position: int, prevdigest: str
) -> None:
    link = seal(body, epoch=epoch, position=position, prevdigest=prevdigest)

    members = json.loads(link.message)
    seals = {name: members[name] for name in ("epoch", "sequence", "prevdigest", "digest")}
    assert members == {**json.loads(body), **seals}
    assert (int(seals["epoch"]), int(seals["sequence"])) == (epoch, position)


@given(data=st.data(), body=bodies)
def test_no_byte_can_be_changed_unseen(data: st.DataObject, body: bytes) -> None:
    message = seal(body, epoch=1, position=7, prevdigest=FIRST).message
    place = data.draw(st.integers(0, len(message) - 1))
    byte = data.draw(st.integers(0, 255).filter(lambda byte: byte != message[place]))

    changed = message[:place] + bytes([byte]) + message[place + 1 :]

    with pytest.raises((NotSealed, WrongDigest)):
        unseal(changed)


@pytest.mark.parametrize(
    "message",
    [
        b"",
        b"{}",
        BODY,
        BODY[:-1] + b',"epoch":"1","sequence":"1","prevdigest":"0","digest":"0"}',
        seal(BODY, epoch=1, position=1, prevdigest=FIRST).message + b"\n",
        seal(BODY, epoch=1, position=1, prevdigest=FIRST).message[:-1],
        seal(BODY, epoch=0, position=1, prevdigest=FIRST).message,
        seal(BODY, epoch=10**9, position=1, prevdigest=FIRST).message,
        seal(BODY, epoch=1, position=10**18, prevdigest=FIRST).message,
        seal(BODY, epoch=1, position=1, prevdigest=FIRST.upper()).message,
        json.dumps(json.loads(seal(BODY, epoch=1, position=1, prevdigest=FIRST).message)).encode(),
    ],
    ids=[
        "nothing",
        "an empty object",
        "a body",
        "short members",
        "something behind",
        "no brace",
        "epoch 0",
        "a long epoch",
        "a long position",
        "capitals",
        "other white space",
    ],
)
def test_what_does_not_end_in_the_seal_is_not_sealed(message: bytes) -> None:
    with pytest.raises(NotSealed):
        unseal(message)
    with pytest.raises(NotSealed):
        body_of(message)


def test_a_digest_of_other_bytes_is_wrong() -> None:
    message = seal(BODY, epoch=1, position=1, prevdigest=FIRST).message

    with pytest.raises(WrongDigest, match=DIGEST):
        unseal(message.replace(b"90", b"91"))


def test_members_inside_the_body_that_look_like_a_seal_are_left_alone() -> None:
    inner = seal(BODY, epoch=3, position=9, prevdigest=FIRST).message

    link = seal(inner, epoch=1, position=1, prevdigest=FIRST)

    assert body_of(link.message) == inner
    assert (unseal(link.message).epoch, unseal(link.message).position) == (1, 1)


@pytest.mark.parametrize("source", [SOURCE, "/nodes/cistor/reporting"])
def test_stored_samples_of_one_source_hang_together(source: str) -> None:
    links = sorted(
        (
            unseal(message)
            for message in map(stored_sample, sampled_types())
            if _of(message, source)
        ),
        key=lambda link: link.position,
    )

    assert (links[0].position, links[0].prevdigest) == (1, first_prevdigest(source))
    assert [
        link.position
        for before, link in pairwise(links)
        if link.position == before.position + 1 and link.prevdigest != before.digest
    ] == []


def _of(message: bytes, source: str) -> bool:
    return bool(json.loads(message)["source"] == source)


def _by_definition(body: bytes, epoch: int, position: int, prevdigest: str) -> Link:
    """Seal a body as architecture.md 2.4 writes it down, without the code under test."""
    tail = (
        f',"epoch":"{epoch}","sequence":"{str(position).zfill(20)}","prevdigest":"{prevdigest}"}}'
    )
    sealed = body[:-1] + tail.encode()
    digest = sha256(sealed).hexdigest()
    return Link(
        epoch, position, prevdigest, digest, sealed[:-1] + f',"digest":"{digest}"}}'.encode()
    )
