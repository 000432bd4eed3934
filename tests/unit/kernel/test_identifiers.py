from uuid import RFC_4122, UUID

from shared.kernel.identifiers import new_id


def test_an_id_is_a_uuid_of_version_7() -> None:
    identifier = new_id()

    assert type(identifier) is UUID
    assert (identifier.version, identifier.variant) == (7, RFC_4122)


def test_ids_are_unique_and_in_the_order_of_their_making() -> None:
    identifiers = [new_id() for _ in range(2_000)]

    assert len(set(identifiers)) == len(identifiers)
    assert identifiers == sorted(identifiers)
    assert [str(each) for each in identifiers] == sorted(str(each) for each in identifiers)
