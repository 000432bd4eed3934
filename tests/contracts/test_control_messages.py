"""Control messages: what is no domain event has a type, too."""

import json
from dataclasses import replace
from datetime import UTC, date, datetime
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.messaging import control
from shared.messaging.control import (
    ControlMessage,
    Echo,
    Heartbeat,
    Match,
    MatchList,
    NotControl,
    ProgrammeVersion,
    ReferralReceipt,
    Resend,
)

SOURCE = "/nodes/zarska/consultations"
HEARTBEAT = Heartbeat(
    source=SOURCE,
    epoch=1,
    position=17,
    digest="0" * 64,
    told_at=datetime(2009, 6, 1, 8, 0, tzinfo=UTC),
    installation=UUID("01219a7d-3c00-7a4e-9d52-6f1f0c8b2e11"),
    waiting=2,
)
ECHO = Echo(source=SOURCE, epoch=1, position=15, digest="f" * 64)
RESEND = Resend(source=SOURCE, epoch=1, first=3, last=9, exchange="in.zarska")
PROGRAMME = ProgrammeVersion(
    programme="owss-2009", version=1, digest="a" * 64, document='{"title":"Żarska – „dom”"}'
)
RECEIPT = ReferralReceipt(
    source=SOURCE,
    receipt_id=UUID("012303b2-4d60-797e-9902-40db5610653e"),
    referral_id=UUID("0122b2e7-4d60-7963-8ad1-0f97c5e3b418"),
    received_by="torunska",
    received_on=date(2009, 8, 10),
)
MATCHES = MatchList(
    source=SOURCE,
    made_at=datetime(2009, 8, 10, 8, 0, tzinfo=UTC),
    part=1,
    parts=2,
    matches=(Match(UUID("01219c92-b0c0-7f21-a6d4-51c38e0f7a43"), "nip", "b" * 64),),
)

epochs = st.integers(1, 2**31 - 1)
numbers = st.integers(0, 2**63 - 1)
texts = st.text(st.characters(codec="utf-8"))
digests = st.text("0123456789abcdef", min_size=64, max_size=64)
moments = st.datetimes(datetime(1970, 1, 1), datetime(9998, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001 - hypothesis adds the zone
messages: st.SearchStrategy[ControlMessage] = st.one_of(
    st.builds(
        Heartbeat,
        source=texts,
        epoch=epochs,
        position=numbers,
        digest=digests,
        told_at=moments,
        installation=st.uuids(),
        waiting=numbers,
        programmes=st.dictionaries(texts, numbers),
    ),
    st.builds(Echo, source=texts, epoch=epochs, position=numbers, digest=digests),
    st.builds(Resend, source=texts, epoch=epochs, first=numbers, last=numbers, exchange=texts),
    st.builds(ProgrammeVersion, programme=texts, version=numbers, digest=digests, document=texts),
    st.builds(
        ReferralReceipt,
        source=texts,
        receipt_id=st.uuids(),
        referral_id=st.uuids(),
        received_by=texts,
        received_on=st.dates(),
    ),
    st.builds(
        MatchList,
        source=texts,
        made_at=moments,
        part=st.integers(1, 10_000),
        parts=st.integers(1, 10_000),
        matches=st.lists(
            st.builds(Match, st.uuids(), st.sampled_from(["nip", "name_and_email"]), digests)
        ).map(tuple),
    ),
)


@given(message=messages)
def test_a_control_message_arrives_as_it_was_sent(message: ControlMessage) -> None:
    assert control.load(control.dump(message)) == message


@pytest.mark.parametrize(
    "message", [HEARTBEAT, ECHO, RESEND, PROGRAMME, RECEIPT, MATCHES], ids=lambda each: each.kind
)
def test_members_that_are_not_known_are_ignored(message: ControlMessage) -> None:
    from_a_newer_node = {**json.loads(control.dump(message)), "mood": ["good"]}

    assert control.load(json.dumps(from_a_newer_node).encode()) == message


def test_a_heartbeat_need_not_name_programmes() -> None:
    members = json.loads(control.dump(HEARTBEAT))
    del members["programmes"]

    assert control.load(json.dumps(members).encode()) == replace(HEARTBEAT, programmes={})


def test_a_control_message_says_its_kind_first_and_is_compact() -> None:
    expected = (
        '{"kind":"resend","source":"/nodes/zarska/consultations",'
        '"epoch":1,"first":3,"last":9,"exchange":"in.zarska"}'
    )

    assert control.dump(RESEND) == expected.encode()


def test_polish_letters_stay_readable() -> None:
    assert "Żarska – „dom”".encode() in control.dump(PROGRAMME)


@pytest.mark.parametrize(
    "body",
    [b"", b"\xb3", b"[]", b"7", b'"heartbeat"', b"{}", b'{"kind":"order"}', b'{"kind":["echo"]}'],
    ids=repr,
)
def test_what_has_no_known_kind_is_no_control_message(body: bytes) -> None:
    with pytest.raises(NotControl, match="no control message"):
        control.load(body)


@pytest.mark.parametrize(
    ("message", "member", "value"),
    [
        (HEARTBEAT, "position", -1),
        (HEARTBEAT, "position", "17"),
        (HEARTBEAT, "position", 2**63),
        (HEARTBEAT, "epoch", 0),
        (HEARTBEAT, "epoch", 2**31),
        (HEARTBEAT, "told_at", "0001-01-01T00:00:00+14:00"),
        (HEARTBEAT, "told_at", "9999-12-31T23:59:59-12:00"),
        (HEARTBEAT, "digest", "0" * 63),
        (HEARTBEAT, "told_at", "2009-06-01T08:00:00"),
        (HEARTBEAT, "installation", "zarska-1"),
        (HEARTBEAT, "programmes", {"owss-2009": "1"}),
        (ECHO, "epoch", None),
        (ECHO, "digest", "F" * 64),
        (RESEND, "first", 1.5),
        (RESEND, "exchange", None),
        (PROGRAMME, "document", {"title": "Dom"}),
        (RECEIPT, "referral_id", "SK/1/2009/zarska"),
        (RECEIPT, "received_on", "10.08.2009"),
        (MATCHES, "part", 0),
        (MATCHES, "parts", 10_001),
        (MATCHES, "made_at", "2009-08-10T08:00:00"),
        pytest.param(MATCHES, "matches", [["jan", "nip", "b" * 64]], id="match_list no client id"),
        pytest.param(
            MATCHES, "matches", [[str(UUID(int=1)), "Jan Żak", "b" * 64]], id="match_list a name"
        ),
        pytest.param(
            MATCHES, "matches", [[str(UUID(int=1)), "nip", "5260250274"]], id="match_list a number"
        ),
        pytest.param(MATCHES, "matches", [[str(UUID(int=1)), "nip"]], id="match_list no digest"),
    ],
    ids=lambda value: getattr(value, "kind", str(value)[:20]),
)
def test_a_member_that_is_not_of_its_type_is_refused(
    message: ControlMessage, member: str, value: object
) -> None:
    members = {**json.loads(control.dump(message)), member: value}

    with pytest.raises(NotControl, match=member):
        control.load(json.dumps(members).encode())
