"""The import graph of a package, with imports inside functions and under TYPE_CHECKING."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from pathlib import Path

Graph = Mapping[str, set[str]]


def of_package(package: Path) -> Graph:
    """Return the imported modules of a package, by the importing module. Imports of other packages
    are left out.
    """
    files = {_name(file, package.parent): file for file in package.rglob("*.py")}
    return {
        module: {
            target
            for name in _imported(ast.parse(file.read_text()))
            if (target := _module(name, files)) and target != module
        }
        for module, file in files.items()
    }


def cycles(graph: Graph) -> list[list[str]]:
    """Return the sets of modules that import each other, directly or through others."""
    reached = {module: _reachable(graph, module) for module in graph}
    found = {
        tuple(sorted({module, *(end for end in ends if module in reached[end])}))
        for module, ends in reached.items()
        if module in ends
    }
    return sorted(map(list, found))


def _reachable(graph: Graph, start: str) -> set[str]:
    found: set[str] = set()
    todo = list(graph[start])
    while todo:
        module = todo.pop()
        if module not in found:
            found.add(module)
            todo.extend(graph[module])
    return found


def _name(file: Path, root: Path) -> str:
    parts = file.relative_to(root).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def _imported(tree: ast.Module) -> Iterator[str]:
    """Yield `package.module.name` for each import of a module. No import here is relative."""
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom):
            yield from (f"{node.module}.{alias.name}" for alias in node.names)
        elif isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)


def _module(name: str, files: Mapping[str, Path]) -> str | None:
    """Return the module that `name` is or that defines `name`, None for one of another package."""
    if name in files:
        return name
    parent = name.rpartition(".")[0]
    return parent if parent in files else None
