"""Which passwords are refused.

Length is what counts: no signs are asked for, because rules of composition make people write
"Password1!" (NIST SP 800-63B, 5.1.1.2). What everybody tries first is refused, and so is what
stands on the person's own account.
"""

from __future__ import annotations

from services.accounts.domain.refusals import (
    PasswordIsName,
    PasswordTooCommon,
    PasswordTooLong,
    PasswordTooShort,
)

SHORTEST_PASSWORD = 12
LONGEST_PASSWORD = 200
"""Long enough for any sentence; a longer one would only make the computer work."""

COMMONEST = frozenset(
    {
        "123456789012",
        "1234567890123",
        "12345678901234",
        "123456789123",
        "1234567891011",
        "0123456789012",
        "012345678910",
        "098765432109",
        "111111111111",
        "000000000000",
        "aaaaaaaaaaaa",
        "abcdefghijkl",
        "abcd12345678",
        "administrator",
        "administrator1",
        "haslohaslohaslo",
        "haslohaslo12",
        "haslo1234567",
        "hasło1234567",
        "iloveyou1234",
        "kochamciebie",
        "letmein12345",
        "1q2w3e4r5t6y",
        "1qaz2wsx3edc",
        "passwordpassword",
        "password1234",
        "password12345",
        "password123456",
        "passw0rd1234",
        "polska123456",
        "polskapolska",
        "qazwsxedcrfv",
        "qwerty123456",
        "qwertyqwerty",
        "qwertyuiop12",
        "qwertyuiop123",
        "qwertyuiopas",
        "spoldzielnia",
        "spoldzielniasocjalna",
        "spółdzielnia",
        "welcome12345",
        "zaq12wsxcde3",
        "zaq1zaq1zaq1",
        "zaq12wsxzaq12wsx",
    }
)
"""Passwords of this length that lists of stolen ones have most often, ours of Polish among them."""


def refuse_weak(password: str, *, login: str, full_name: str) -> None:
    """Raise `PasswordTooShort`, `PasswordTooLong`, `PasswordIsName` or `PasswordTooCommon`.

    Capitals and spaces around it make no difference to what is found in a list.
    """
    if len(password) < SHORTEST_PASSWORD:
        raise PasswordTooShort(SHORTEST_PASSWORD)
    if len(password) > LONGEST_PASSWORD:
        raise PasswordTooLong(LONGEST_PASSWORD)
    plain = "".join(password.casefold().split())
    own = {login, login.partition("@")[0], full_name, "".join(reversed(full_name.split()))}
    if plain in {"".join(each.casefold().split()) for each in own}:
        raise PasswordIsName
    if plain in COMMONEST:
        raise PasswordTooCommon
