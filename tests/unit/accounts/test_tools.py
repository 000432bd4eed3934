from __future__ import annotations

from base64 import b32encode
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from argon2 import PasswordHasher
from cryptography.fernet import Fernet

from services.accounts.domain.one_time_link import LinkPurpose, path_of
from services.accounts.domain.proving import digest_of
from services.accounts.storage.tools import Argon2Passwords, TotpCodes, tools_with
from tests.unit.accounts.examples import NOW, PASSWORD, to_log_in

RFC_SECRET = b32encode(b"12345678901234567890").decode()


@pytest.mark.parametrize(
    ("seconds", "code"), [(59, "287082"), (1111111109, "081804"), (20000000000, "353130")]
)
def test_codes_are_those_of_rfc_6238(seconds: int, code: str) -> None:
    moment = datetime.fromtimestamp(seconds, UTC)

    assert TotpCodes().step_of(RFC_SECRET, code, moment) == seconds // 30


def test_a_code_is_good_a_half_minute_before_and_after() -> None:
    codes = TotpCodes()
    last_second = datetime.fromtimestamp(1111111109, UTC)
    step = 1111111109 // 30

    near = [
        codes.step_of(RFC_SECRET, "081804", last_second + timedelta(seconds=seconds))
        for seconds in (-60, -59, 0, 30, 31)
    ]

    assert near == [None, step, step, step, None]
    assert codes.step_of(RFC_SECRET, "żółć", NOW) is None


def test_an_application_reads_who_and_where_from_the_address() -> None:
    codes = TotpCodes()
    secret = codes.new_secret()

    address = codes.address(secret, "adam@zarska.example")

    assert address.startswith("otpauth://totp/OWSS:adam%40zarska.example?")
    assert f"secret={secret}" in address


def test_a_password_is_kept_as_argon2id() -> None:
    passwords = Argon2Passwords()

    kept = passwords.hash_of(PASSWORD)

    assert kept.startswith("$argon2id$v=19$m=19456,t=2,p=1$")
    assert passwords.matches(kept, PASSWORD)
    assert not passwords.matches(kept, PASSWORD + " ")
    assert not passwords.matches(None, PASSWORD)
    assert not passwords.matches("no hash", PASSWORD)
    assert not passwords.is_outdated(kept)
    assert passwords.is_outdated(
        PasswordHasher(time_cost=1, memory_cost=8, parallelism=1).hash(PASSWORD)
    )


def test_tools_show_no_secret_and_give_each_once() -> None:
    key = Fernet.generate_key()
    tools = tools_with(key)

    tokens = {tools.chance.token() for _ in range(50)}
    codes = {tools.chance.recovery_code() for _ in range(50)}
    ids = {tools.chance.new_id() for _ in range(50)}

    assert len(tokens) == len(codes) == len(ids) == 50
    assert {len(code.split("-")) for code in codes} == {4}
    assert key.decode() not in repr(tools)
    assert len(digest_of("x")) == 64


def test_a_command_does_not_show_its_secrets() -> None:
    command = replace(to_log_in(), device="known device")

    assert PASSWORD not in repr(command)
    assert "known device" not in repr(command)
    assert "adam@zarska.example" in repr(command)


def test_a_link_leads_to_a_page_of_its_purpose() -> None:
    assert path_of(LinkPurpose.RESET, "abc") == "/accounts/reset/abc"
