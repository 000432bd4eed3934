"""Accounts say who somebody is; nobody else can, and not for longer than five minutes."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from shared.kernel.command import Actor, Role
from shared.web.identity import (
    TOKEN_LIFE,
    TokenExpired,
    TokenReader,
    TokenRefused,
    TokenSigner,
)
from tests.unit.web.site import ANNA, KEY, SIGNER

NOW = datetime(2009, 7, 7, 8, 30, tzinfo=UTC)
READER = TokenReader(key=KEY.public_key(), node="cistor")


def test_a_token_tells_whom_accounts_signed_it_for() -> None:
    token = SIGNER.sign(ANNA, NOW)

    read = READER.read(token, NOW + TOKEN_LIFE - timedelta(seconds=1))

    assert read == ANNA
    assert read.actor == Actor(staff_id=ANNA.staff_id, roles=frozenset({Role.ADVISER}))


def test_a_token_tells_by_when_a_second_factor_is_needed() -> None:
    person = replace(ANNA, factor_by=date(2009, 7, 8))

    read = READER.read(SIGNER.sign(person, NOW), NOW)

    assert read == person
    assert not read.needs_factor(date(2009, 7, 7))
    assert read.needs_factor(date(2009, 7, 8))
    assert not ANNA.needs_factor(date(2109, 7, 8))


def test_a_token_tells_nothing_once_its_five_minutes_are_over() -> None:
    token = SIGNER.sign(ANNA, NOW)

    with pytest.raises(TokenExpired):
        READER.read(token, NOW + TOKEN_LIFE)


def test_a_token_that_another_key_signed_is_refused() -> None:
    forger = TokenSigner(key=Ed25519PrivateKey.generate(), node="cistor")

    with pytest.raises(TokenRefused, match="Signature"):
        READER.read(forger.sign(ANNA, NOW), NOW)


def test_a_token_of_another_node_is_refused() -> None:
    elsewhere = replace(SIGNER, node="zary")

    with pytest.raises(TokenRefused, match=r"[Aa]udience"):
        READER.read(elsewhere.sign(ANNA, NOW), NOW)


def test_a_token_that_nobody_signed_is_refused() -> None:
    unsigned = jwt.encode({"aud": "cistor", "sub": str(ANNA.staff_id)}, "", algorithm="none")

    with pytest.raises(TokenRefused):
        READER.read(unsigned, NOW)


@pytest.mark.parametrize(
    "change",
    [{"roles": ["king"]}, {"sub": "anna"}, {"name": None, "roles": None}],
    ids=["unknown role", "no id", "no roles"],
)
def test_a_token_that_says_what_nobody_understands_is_refused(change: dict[str, object]) -> None:
    claims = {
        "aud": "cistor",
        "exp": int((NOW + TOKEN_LIFE).timestamp()),
        "name": "Anna",
        "roles": ["adviser"],
        "sid": "d1",
        "sub": str(UUID(int=1)),
    }
    token = jwt.encode(claims | change, KEY, algorithm="EdDSA")

    with pytest.raises(TokenRefused):
        READER.read(token, NOW)


def test_a_person_has_roles_that_meet_those_asked_for() -> None:
    assert ANNA.has(frozenset({Role.ADVISER, Role.COORDINATOR}))
    assert not ANNA.has(frozenset({Role.COORDINATOR}))
