"""The contract of our own sees what it should."""

import pytest
from grimp import ImportGraph

from tests.architecture.only_imports import OnlyImportsContract


@pytest.fixture
def graph() -> ImportGraph:
    graph = ImportGraph()
    for module in ("shop.domain", "shop.domain.price", "shop.web", "kernel", "kernel.money"):
        graph.add_module(module)
    for external in ("datetime", "sqlalchemy"):
        graph.add_module(external, is_squashed=True)
    return graph


@pytest.fixture
def contract() -> OnlyImportsContract:
    return OnlyImportsContract(
        name="The domain is plain Python",
        session_options={},
        contract_options={"source_modules": ["shop.domain"], "allowed_modules": ["kernel"]},
    )


@pytest.mark.parametrize("imported", ["datetime", "kernel.money", "shop.domain"])
def test_the_standard_library_the_kernel_and_its_own_package_are_allowed(
    imported: str, graph: ImportGraph, contract: OnlyImportsContract
) -> None:
    graph.add_import(importer="shop.domain.price", imported=imported)

    check = contract.check(graph, verbose=False)

    assert check.kept


@pytest.mark.parametrize("imported", ["sqlalchemy", "shop.web"])
def test_a_library_and_another_layer_are_named_as_breaches(
    imported: str,
    graph: ImportGraph,
    contract: OnlyImportsContract,
    capsys: pytest.CaptureFixture[str],
) -> None:
    graph.add_import(importer="shop.domain.price", imported=imported)

    check = contract.check(graph, verbose=False)
    contract.render_broken_contract(check)

    assert not check.kept
    assert f"shop.domain.price may not import {imported}." in capsys.readouterr().out
