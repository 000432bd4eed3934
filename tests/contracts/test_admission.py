"""Admission lets in what a node may say in its own name, and gives a reason for all the rest."""

import json
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import pytest

from services.consultations.storage.match_telling import MATCHES_IN_PART
from shared.messaging import control
from shared.messaging.admission import Admitted, NotAdmitted, admit
from shared.messaging.chain import first_prevdigest, seal, unseal
from shared.messaging.delivery import Delivery, Inbound
from shared.messaging.tables import BODY_LIMIT
from shared.wire.envelope import CONTENT_TYPE
from shared.wire.samples import sampled_types, stored_sample
from tests.contracts.publishing import SOURCE, body_of_event
from tests.contracts.told import TOLD

INBOUND = Inbound(queue="in.zarska", node="zarska", exchange="in.zarska", user_id="zarska")
BODY = body_of_event(TOLD["pl.owss.consultations.advice_card_approved.v1"])


class _LeftOut:
    """Stands for a member that is not there; its name is the same in every process."""

    def __repr__(self) -> str:
        return "left out"


LEFT_OUT = _LeftOut()
HEARTBEAT = control.Heartbeat(
    source=SOURCE,
    epoch=1,
    position=17,
    digest="0" * 64,
    told_at=datetime(2009, 6, 1, 8, 0, tzinfo=UTC),
    installation=UUID("01219a7d-3c00-7a4e-9d52-6f1f0c8b2e11"),
    waiting=0,
    programmes={"owss-2009": 1},
)
MATCHES = control.MatchList(
    source=SOURCE,
    made_at=datetime(2009, 6, 1, 8, 0, tzinfo=UTC),
    part=1,
    parts=1,
    matches=(control.Match(UUID(int=21), "nip", "b" * 64),),
)


def delivered(message: bytes, *, content_type: str | None = CONTENT_TYPE) -> Delivery:
    return Delivery(
        queue="in.zarska",
        exchange="in.zarska",
        user_id="zarska",
        content_type=content_type,
        body=message,
    )


def sealed(body: bytes) -> bytes:
    return seal(body, epoch=1, position=1, prevdigest=first_prevdigest(SOURCE)).message


def told(**members: object) -> bytes:
    """Return a message whose digest is right and whose members are not."""
    changed = {**json.loads(BODY), **members}
    kept = {name: value for name, value in changed.items() if value is not LEFT_OUT}
    return sealed(json.dumps(kept, separators=(",", ":")).encode())


@pytest.mark.parametrize(
    "event_type", [each for each in sampled_types() if each.startswith("pl.owss.consultations.")]
)
def test_a_domain_event_of_the_node_is_admitted(event_type: str) -> None:
    message = stored_sample(event_type)

    admitted = admit(delivered(message), INBOUND)

    assert admitted == Admitted(SOURCE, unseal(message))


def test_what_a_newer_node_says_is_admitted_unread() -> None:
    message = told(
        type="pl.owss.rooms.room_aired.v7", data={"unheard": [{}]}, severity="high", programme=7
    )

    assert admit(delivered(message), INBOUND) == Admitted(SOURCE, unseal(message))


@pytest.mark.parametrize("length", [BODY_LIMIT - 1, BODY_LIMIT])
def test_a_domain_event_as_long_as_a_journal_allows_is_admitted(length: int) -> None:
    unfilled = len(json.dumps({**json.loads(BODY), "data": {"x": ""}}, separators=(",", ":")))
    message = told(data={"x": "x" * (length - unfilled)})

    assert isinstance(admit(delivered(message), INBOUND), Admitted)


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"user_id": "cistor"}, "written as user 'cistor', not as 'zarska'"),
        ({"user_id": None}, "written as user None, not as 'zarska'"),
        ({"exchange": "in.cistor"}, "came through exchange 'in.cistor', not 'in.zarska'"),
        ({"exchange": ""}, "came through exchange '', not 'in.zarska'"),
        ({"content_type": "application/json"}, "content type 'application/json' is not"),
        ({"content_type": None}, "content type None is not"),
    ],
    ids=str,
)
def test_a_message_that_came_in_another_way_is_refused(
    changes: dict[str, Any], reason: str
) -> None:
    delivery = replace(delivered(sealed(BODY)), **changes)

    with pytest.raises(NotAdmitted, match=reason):
        admit(delivery, INBOUND)


@pytest.mark.parametrize(
    ("message", "reason"),
    [
        pytest.param(b"", "not JSON in UTF-8", id="nothing"),
        pytest.param(b"hello", "not JSON in UTF-8", id="not JSON"),
        pytest.param(sealed(BODY)[:-1], "not JSON in UTF-8", id="cut off"),
        pytest.param(b'{"a":"\xb3"}', "not JSON in UTF-8", id="not UTF-8"),
        pytest.param(b"[" * 100_000, "not JSON in UTF-8", id="deep"),
        pytest.param(BODY.decode().encode("utf-16"), "not JSON in UTF-8", id="UTF-16"),
        pytest.param(b"\xef\xbb\xbf" + sealed(BODY), "not JSON in UTF-8", id="a byte order mark"),
        pytest.param(told(data={"x": float("nan")}), "not JSON in UTF-8", id="not a number"),
        pytest.param(b"[]", "not a JSON object", id="an array"),
        pytest.param(b"null", "not a JSON object", id="null"),
        pytest.param(b"{}", "no CloudEvents 1.0 envelope", id="empty"),
        pytest.param(BODY, "not sealed", id="not sealed"),
        pytest.param(
            sealed(BODY).replace(b'"minutes":90', b'"minutes":99'),
            "digest is that of other bytes",
            id="altered",
        ),
        pytest.param(
            seal(BODY, epoch=0, position=1, prevdigest="0" * 64).message, "not sealed", id="epoch 0"
        ),
        pytest.param(
            seal(BODY, epoch=1, position=0, prevdigest="0" * 64).message, "not sealed", id="place 0"
        ),
        pytest.param(
            seal(BODY, epoch=1, position=2**63, prevdigest="0" * 64).message,
            "not sealed",
            id="a place that no column takes",
        ),
        pytest.param(
            told(data={"x": "x" * BODY_LIMIT}), "more than a domain event may have", id="too large"
        ),
    ],
)
def test_bytes_that_are_no_sealed_envelope_are_refused(message: bytes, reason: str) -> None:
    with pytest.raises(NotAdmitted, match=reason):
        admit(delivered(message), INBOUND)


@pytest.mark.parametrize(
    "name",
    ["id", "source", "type", "subject", "time", "dataschema", "correlationid", "causationid"],
)
@pytest.mark.parametrize(
    "value",
    [LEFT_OUT, None, "", "x" * 201, 7, ["x"], "a\x00", "\ud800", "\u0105", "a\n"],
    ids=lambda value: ascii(value)[:12],
)
def test_a_member_that_is_missing_or_no_short_text_is_refused(name: str, value: object) -> None:
    message = told(**{name: value})

    with pytest.raises(NotAdmitted, match=f"the member '{name}' is missing, empty, too long"):
        admit(delivered(message), INBOUND)


@pytest.mark.parametrize(
    ("name", "longest"), [("id", 36), ("source", 80), ("type", 120), ("subject", 120)]
)
def test_a_member_longer_than_its_column_is_refused(name: str, longest: int) -> None:
    with pytest.raises(NotAdmitted, match=f"the member '{name}' is missing, empty, too long"):
        admit(delivered(told(**{name: "x" * (longest + 1)})), INBOUND)


@pytest.mark.parametrize(
    ("members", "reason"),
    [
        ({"specversion": "0.3"}, "no CloudEvents 1.0 envelope"),
        ({"specversion": 1.0}, "no CloudEvents 1.0 envelope"),
        ({"specversion": LEFT_OUT}, "no CloudEvents 1.0 envelope"),
        ({"subjectversion": LEFT_OUT}, "'subjectversion' is no number from 1"),
        ({"subjectversion": True}, "'subjectversion' is no number from 1"),
        ({"subjectversion": 0}, "'subjectversion' is no number from 1"),
        ({"subjectversion": 2**31}, "'subjectversion' is no number from 1"),
        ({"subjectversion": "1"}, "'subjectversion' is no number from 1"),
        ({"subjectversion": 1.5}, "'subjectversion' is no number from 1"),
        ({"data": LEFT_OUT}, "'data' is missing or no object"),
        ({"data": []}, "'data' is missing or no object"),
        ({"data": "{}"}, "'data' is missing or no object"),
        ({"time": "yesterday"}, "'time' is no moment with a time zone"),
        ({"time": "2009-06-01"}, "'time' is no moment with a time zone"),
        ({"time": "2009-06-01T10:00:00"}, "'time' is no moment with a time zone"),
        ({"time": "20090601T100000Z"}, "'time' is no moment with a time zone"),
        ({"time": "2009-06-01T10:00:00+00:00:30"}, "'time' is no moment with a time zone"),
        ({"time": "0001-01-01T00:00:00+14:00"}, "'time' is no moment with a time zone"),
        ({"time": "2009-06-31T10:00:00Z"}, "'time' is no moment with a time zone"),
        ({"source": "/nodes/cistor/reporting"}, "source '/nodes/cistor/reporting' is none of"),
        ({"source": "/nodes/zarska"}, "source '/nodes/zarska' is none of"),
        ({"source": "/nodes/zarska/x/y"}, "source '/nodes/zarska/x/y' is none of"),
        ({"source": "/nodes/zarska2/consultations"}, "is none of node 'zarska'"),
    ],
    ids=lambda value: str(value)[:50],
)
def test_an_envelope_that_is_not_ours_is_refused(members: dict[str, object], reason: str) -> None:
    with pytest.raises(NotAdmitted, match=reason):
        admit(delivered(told(**members)), INBOUND)


def test_a_heartbeat_of_the_node_is_admitted() -> None:
    delivery = delivered(control.dump(HEARTBEAT), content_type=control.CONTENT_TYPE)

    assert admit(delivery, INBOUND) == HEARTBEAT


def test_a_match_list_of_the_node_is_admitted() -> None:
    delivery = delivered(control.dump(MATCHES), content_type=control.CONTENT_TYPE)

    assert admit(delivery, INBOUND) == MATCHES


def test_a_whole_part_of_a_match_list_is_no_larger_than_may_come() -> None:
    digests = (
        control.Match(UUID(int=number), "name_and_email", "f" * 64)
        for number in range(MATCHES_IN_PART)
    )
    whole = control.dump(replace(MATCHES, matches=tuple(digests)))

    admit(delivered(whole, content_type=control.CONTENT_TYPE), INBOUND)


@pytest.mark.parametrize(
    ("message", "reason"),
    [
        pytest.param(b"hello", "no control message", id="not JSON"),
        pytest.param(b"[]", "no control message", id="an array"),
        pytest.param(b"[" * 16_000, "no control message", id="deep"),
        pytest.param(
            control.dump(replace(HEARTBEAT, programmes={"x" * 17_000: 1})),
            "more than a heartbeat may have",
            id="large",
        ),
        pytest.param(b"[" * 257 * 1024, "more than a control message may have", id="larger"),
        pytest.param(b'{"kind":"order"}', "no control message: 'order'", id="another kind"),
        pytest.param(
            control.dump(replace(HEARTBEAT, position=-1)), "no control message", id="a bad member"
        ),
        pytest.param(
            control.dump(control.Echo(source=SOURCE, epoch=1, position=1, digest="0" * 64)),
            "a node sends heartbeats and match lists, not echo messages",
            id="an echo",
        ),
        pytest.param(
            control.dump(replace(HEARTBEAT, source="/nodes/cistor/consultations")),
            "source '/nodes/cistor/consultations' is none of node 'zarska'",
            id="another node's",
        ),
        pytest.param(
            control.dump(replace(MATCHES, source="/nodes/cistor/consultations")),
            "source '/nodes/cistor/consultations' is none of node 'zarska'",
            id="another node's clients",
        ),
        pytest.param(
            control.dump(replace(HEARTBEAT, source=SOURCE * 20)),
            "is none of node 'zarska'",
            id="a long source",
        ),
    ],
)
def test_a_control_message_that_is_no_heartbeat_of_the_node_is_refused(
    message: bytes, reason: str
) -> None:
    delivery = delivered(message, content_type=control.CONTENT_TYPE)

    with pytest.raises(NotAdmitted, match=reason) as refused:
        admit(delivery, INBOUND)

    assert len(str(refused.value)) <= 200
