from datetime import UTC, datetime
from uuid import RFC_4122, UUID

from shared.kernel.identifiers import made_at, new_id


def test_an_id_is_a_uuid_of_version_7() -> None:
    identifier = new_id()

    assert type(identifier) is UUID
    assert (identifier.version, identifier.variant) == (7, RFC_4122)


def test_ids_are_unique_and_in_the_order_of_their_making() -> None:
    identifiers = [new_id() for _ in range(2_000)]

    assert len(set(identifiers)) == len(identifiers)
    assert identifiers == sorted(identifiers)
    assert [str(each) for each in identifiers] == sorted(str(each) for each in identifiers)


def test_an_id_tells_when_it_was_made() -> None:
    # The example of RFC 9562, A.6: 22 February 2022, 14:22:22.00 at UTC−5.
    example = UUID("017f22e2-79b0-7cc3-98c4-dc0c0c07398f")

    assert made_at(example) == datetime(2022, 2, 22, 19, 22, 22, tzinfo=UTC)
