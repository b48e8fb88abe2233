"""A command asks its tracker before it closes it: a closed one refuses, in some branch that a test
may not come to.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

import beadwork

SOURCES = Path(beadwork.__file__).parent
OPENERS = {"open_tracker", "open_hq", "tracker"}


def used_after_close(tree: ast.AST) -> Iterator[tuple[str, int]]:
    """Yield each name that a `with` statement opened as a tracker, and the line of a use behind
    that statement.
    """
    for function in ast.walk(tree):
        if not isinstance(function, ast.FunctionDef):
            continue
        opened = {name: block for block in ast.walk(function) for name in _opened(block)}
        for node in ast.walk(function):
            if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load):
                block = opened.get(node.id)
                if block is not None and node.lineno > (block.end_lineno or 0):
                    yield node.id, node.lineno


def _opened(block: ast.AST) -> Iterator[str]:
    if isinstance(block, ast.With):
        for item in block.items:
            call = item.context_expr
            function = call.func if isinstance(call, ast.Call) else None
            name = getattr(function, "attr", getattr(function, "id", ""))
            if name in OPENERS and item.optional_vars is not None:
                yield from (
                    part.id for part in ast.walk(item.optional_vars) if isinstance(part, ast.Name)
                )


@pytest.mark.parametrize("package", ["bd", "gt", "town"])
def test_no_tracker_is_used_after_it_is_closed(package: str) -> None:
    found = [
        (file.relative_to(SOURCES), *use)
        for file in (SOURCES / package).rglob("*.py")
        for use in used_after_close(ast.parse(file.read_text()))
        if use[0] != "town"  # what `open_hq` gives along, which has no connection
    ]
    assert found == []


def test_a_use_behind_the_block_is_found() -> None:
    text = "def run(c):\n    with open_tracker(c) as t:\n        t.ask()\n    return t.ask()\n"
    assert list(used_after_close(ast.parse(text))) == [("t", 4)]
