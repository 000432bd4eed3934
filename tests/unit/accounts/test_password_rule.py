from __future__ import annotations

import pytest

from services.accounts.domain.password_rule import (
    COMMONEST,
    LONGEST_PASSWORD,
    SHORTEST_PASSWORD,
    refuse_weak,
)
from services.accounts.domain.refusals import (
    AccountsError,
    PasswordIsName,
    PasswordTooCommon,
    PasswordTooLong,
    PasswordTooShort,
)

LOGIN, NAME = "konstancja.zielinska@zarska.example", "Konstancja Zielińska"


@pytest.mark.parametrize(
    ("password", "refused"),
    [
        ("a" * (SHORTEST_PASSWORD - 1), PasswordTooShort),
        ("ab" * LONGEST_PASSWORD, PasswordTooLong),
        (LOGIN.upper(), PasswordIsName),
        ("konstancja.zielinska", PasswordIsName),
        ("konstancja zielińska", PasswordIsName),
        ("Zielińska Konstancja", PasswordIsName),
        ("Qwerty 123456", PasswordTooCommon),
        ("123456789012", PasswordTooCommon),
    ],
)
def test_a_password_that_is_guessed_first_is_refused(
    password: str, refused: type[AccountsError]
) -> None:
    with pytest.raises(refused):
        refuse_weak(password, login=LOGIN, full_name=NAME)


@pytest.mark.parametrize("password", ["tylko małe litery", "kaktus" * 2, "konstancja i motyle"])
def test_length_is_enough(password: str) -> None:
    refuse_weak(password, login=LOGIN, full_name=NAME)


def test_each_common_password_could_be_chosen_otherwise() -> None:
    assert [
        each
        for each in COMMONEST
        if len(each) < SHORTEST_PASSWORD or each != "".join(each.casefold().split())
    ] == []
