"""A contract for import-linter: some packages import the standard library and little else.

import-linter can forbid a list of modules. What the core may import is the shorter list, and a list
of what it may not would miss the next library that somebody installs.
"""

import sys
from collections.abc import Iterable

from grimp import ImportGraph
from importlinter import Contract, ContractCheck, fields, output
from importlinter.domain.helpers import module_expressions_to_modules
from importlinter.domain.imports import ModuleExpression


class OnlyImportsContract(Contract):
    """`source_modules` import one another, `allowed_modules` and the standard library.

    Which of the source modules may import which is left to the contracts of layers.
    """

    type_name = "only_imports"

    source_modules = fields.SetField(subfield=fields.ModuleExpressionField())
    allowed_modules = fields.SetField(subfield=fields.ModuleExpressionField())

    def check(self, graph: ImportGraph, verbose: bool) -> ContractCheck:  # noqa: FBT001 - import-linter's signature
        sources = _modules(graph, self.source_modules)  # type: ignore[arg-type] # a field becomes its value
        allowed = sources | _modules(graph, self.allowed_modules)  # type: ignore[arg-type] # likewise
        breaches = sorted(
            (importer, imported)
            for importer in sources
            for imported in graph.find_modules_directly_imported_by(importer)
            if imported not in allowed and imported not in sys.stdlib_module_names
        )
        if verbose:
            output.verbose_print(verbose, f"{len(sources)} modules looked at")
        return ContractCheck(kept=not breaches, metadata={"breaches": breaches})

    def render_broken_contract(self, check: ContractCheck) -> None:
        for importer, imported in check.metadata["breaches"]:
            output.print_error(f"{importer} may not import {imported}.")


def _modules(graph: ImportGraph, expressions: Iterable[ModuleExpression]) -> set[str]:
    found = module_expressions_to_modules(graph, expressions, as_packages=True)
    return {module.name for module in found}
