"""Write src/beadwork/aio/async_tracker.pyi from the source of `Tracker`: `make docs`. A test fails
where the file is stale.
"""

from __future__ import annotations

import ast
import builtins
import inspect
import subprocess
import sys
import textwrap
from collections.abc import Iterator
from pathlib import Path

from beadwork.aio import async_tracker, mirror
from beadwork.aio.async_tracker import AsyncTracker
from beadwork.tracker import Tracker

TARGET = Path(async_tracker.__file__).with_suffix(".pyi")

HEAD = '''"""The types of the methods to await, written by `make docs` from those of `Tracker`."""

'''


def text() -> str:
    """Return the whole file, as ruff formats it."""
    names = [name for name, _ in mirror.methods()]
    sources = [ast.parse(Path(inspect.getfile(kind)).read_text()) for kind in _classes()]
    methods = {name: _qualified(_stub(_found(sources, name)), names) for name in names}
    body = "\n".join(ast.unparse(method) for method in methods.values())
    imported = _imports(sources, ast.parse(body))
    class_body = "\n".join(f"    {line}" for line in body.splitlines())
    return _formatted(
        f"{HEAD}import builtins\nfrom collections.abc import AsyncIterator\n{imported}\n"
        "from beadwork.aio.core import AsyncCore\nfrom beadwork.aio.feed import AsyncChangeFeed\n"
        f'class AsyncTracker(AsyncCore):\n    """{AsyncTracker.__doc__}"""\n{class_body}\n'
    )


def _classes() -> list[type]:
    return [kind for kind in Tracker.__mro__ if kind.__module__.startswith("beadwork.")]


def _found(sources: list[ast.Module], name: str) -> ast.FunctionDef:
    """Return the definition of a method, from the first class that has it."""
    return next(
        node
        for source in sources
        for defined in source.body
        if isinstance(defined, ast.ClassDef)
        for node in defined.body
        if isinstance(node, ast.FunctionDef) and node.name == name
    )


def _stub(method: ast.FunctionDef) -> ast.AsyncFunctionDef | ast.FunctionDef:
    """Return the method to await, with the first paragraph of what it promises."""
    returned = ast.unparse(method.returns) if method.returns else "None"
    promise = (ast.get_docstring(method) or "").split("\n\n")[0]
    words = textwrap.fill(" ".join(promise.split()), 88)
    body: list[ast.stmt] = [ast.Expr(ast.Constant(words or ...))]
    arguments = _with_plain_defaults(method)
    if returned.startswith("Iterator["):
        item = ast.parse(f"Async{returned}", mode="eval").body
        return ast.FunctionDef(method.name, arguments, body, [], item)
    feed = ast.Name("AsyncChangeFeed") if returned.endswith("ChangeFeed") else None
    return ast.AsyncFunctionDef(method.name, arguments, body, [], feed or method.returns)


def _with_plain_defaults(method: ast.FunctionDef) -> ast.arguments:
    """Return the arguments with the values of constants, whose names a stub does not have."""
    arguments, member = method.args, inspect.getattr_static(Tracker, method.name)
    if not isinstance(member, property):
        values = inspect.signature(member).parameters
        first = len(arguments.args) - len(arguments.defaults)
        arguments.defaults = [_plain(values[a.arg].default) for a in arguments.args[first:]]
        arguments.kw_defaults = [
            None if default is None else _plain(values[argument.arg].default)
            for argument, default in zip(arguments.kwonlyargs, arguments.kw_defaults, strict=True)
        ]
    return arguments


def _plain(value: object) -> ast.expr:
    is_plain = value is None or isinstance(value, str | int | float | tuple)
    return ast.parse(repr(value) if is_plain else "...", mode="eval").body


def _qualified(
    method: ast.AsyncFunctionDef | ast.FunctionDef, names: list[str]
) -> ast.AsyncFunctionDef | ast.FunctionDef:
    """Return the method with `builtins.list` for `list`, where a method has that name."""

    class Qualify(ast.NodeTransformer):
        def visit_Name(self, node: ast.Name) -> ast.expr:
            if node.id in names and hasattr(builtins, node.id):
                return ast.Attribute(ast.Name("builtins"), node.id)
            return node

    Qualify().visit(method)
    return ast.fix_missing_locations(method)


def _imports(sources: list[ast.Module], body: ast.Module) -> str:
    """Return the imports of the names that the stub uses, as the sources have them."""
    used = {node.id for node in ast.walk(body) if isinstance(node, ast.Name)}
    lines = {line for source in sources for name, line in _imported(source) if name in used}
    return "\n".join(sorted(lines))


def _imported(source: ast.Module) -> Iterator[tuple[str, str]]:
    for node in ast.walk(source):
        if isinstance(node, ast.ImportFrom) and node.module:
            for alias in node.names:
                name = alias.asname or alias.name
                as_name = f" as {alias.asname}" if alias.asname else ""
                yield name, f"from {node.module} import {alias.name}{as_name}"


def _formatted(source: str) -> str:
    ruff = Path(sys.executable).with_name("ruff")
    for words in (["check", "--quiet", "--fix", "--select", "I,F401"], ["format", "--quiet"]):
        source = subprocess.run(
            [ruff, *words, "--stdin-filename", TARGET, "-"],
            input=source, capture_output=True, text=True, check=True, cwd=TARGET.parent,
        ).stdout  # fmt: skip
    return source


if __name__ == "__main__":
    TARGET.write_text(text())
