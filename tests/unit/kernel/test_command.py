from dataclasses import FrozenInstanceError, dataclass
from uuid import UUID

import pytest

from shared.kernel.command import Actor, Command, NotAuthorised, Refusal, Role, StaleRecord

COORDINATOR = Actor(
    staff_id=UUID("01219a7d-6a20-7c13-8b07-2f4de1a95c32"), roles=frozenset({Role.COORDINATOR})
)


@dataclass(frozen=True, kw_only=True)
class AirRoom(Command):
    minutes: int


def test_the_same_command_asked_twice_is_equal() -> None:
    command_id = UUID("01229f4b-17e8-7a90-9c55-40d1b7e2f683")

    first, second = (AirRoom(command_id=command_id, actor=COORDINATOR, minutes=5) for _ in range(2))

    assert first == second


def test_nobody_gets_a_role_after_the_command_was_given() -> None:
    with pytest.raises(FrozenInstanceError):
        COORDINATOR.roles = frozenset(Role)  # type: ignore[misc]  # what mypy would also refuse


def test_roles_are_written_as_their_names_in_small_letters() -> None:
    assert {role.value for role in Role} == {role.name.lower() for role in Role}
    assert Role("node_administrator") is Role.NODE_ADMINISTRATOR


@pytest.mark.parametrize("refusal", [NotAuthorised, StaleRecord])
def test_every_refusal_is_caught_as_one(refusal: type[Refusal]) -> None:
    with pytest.raises(Refusal, match="advice-card/7"):
        raise refusal("advice-card/7")
