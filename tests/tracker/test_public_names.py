"""What `import beadwork` gives a program: names, types, and nothing that it has to wait for."""

from __future__ import annotations

import ast
import inspect
import pickle
import pydoc
import subprocess
import sys
import typing
from collections.abc import Iterator

import pytest

import beadwork
from beadwork import errors
from beadwork.tracker import Tracker, types
from harness import ROOT

CLASSES = sorted(
    (name for name in beadwork.__all__ if inspect.isclass(getattr(beadwork, name))), key=str.lower
)
ERRORS = [
    error
    for _, error in inspect.getmembers(errors, inspect.isclass)
    if issubclass(error, errors.BeadworkError)
]


def public_functions(owner: type) -> Iterator[tuple[str, typing.Any]]:
    """Yield the methods and properties of a class that a program may use."""
    for name, member in inspect.getmembers(owner):
        function = member.fget if isinstance(member, property) else member
        if not name.startswith("_") and inspect.isfunction(function):
            yield name, inspect.unwrap(function)


def test_importing_it_loads_nothing() -> None:
    loaded = subprocess.run(
        [sys.executable, "-c", "import sys, beadwork; print(*sys.modules)"],
        capture_output=True, text=True, check=True,
    ).stdout.split()  # fmt: skip
    assert [name for name in loaded if name.startswith("beadwork")] == ["beadwork"]
    plain = subprocess.run(
        [sys.executable, "-c", "import sys; print(*sys.modules)"],
        capture_output=True, text=True, check=True,
    ).stdout.split()  # fmt: skip
    assert set(loaded) - set(plain) == {"beadwork"}


def test_every_name_is_there_and_shown() -> None:
    everything: dict[str, object] = {}
    exec("from beadwork import *", everything)  # noqa: S102 - it is what is tested
    assert set(beadwork.__all__) <= everything.keys()
    assert set(beadwork.__all__) <= set(dir(beadwork))
    assert len(set(beadwork.__all__)) == len(beadwork.__all__)
    with pytest.raises(AttributeError, match="nosuch"):
        beadwork.nosuch  # noqa: B018
    assert {error.__name__ for error in ERRORS} <= set(beadwork.__all__)
    text = pydoc.plain(pydoc.render_doc(beadwork))
    for name in ("class Tracker", "class Issue", "class AlreadyClaimed", "open(directory"):
        assert name in text


def test_the_names_of_types_are_those_that_type_checkers_see() -> None:
    assert sorted(name for names in types.PLACES.values() for name in names) == sorted(
        types.__all__
    )
    for file, module in (("__init__.py", beadwork), ("tracker/types.py", types)):
        tree = ast.parse((ROOT / "src" / "beadwork" / file).read_text())
        guarded = next(node for node in tree.body if isinstance(node, ast.If))
        imported = {
            alias.name
            for node in guarded.body
            if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("beadwork")
            for alias in node.names
        }
        assert imported == set(module.__all__) - {"__version__"}


@pytest.mark.parametrize("name", CLASSES)
def test_type_hints_are_found(name: str) -> None:
    owner = getattr(beadwork, name)
    typing.get_type_hints(owner)
    for _, function in public_functions(owner):
        typing.get_type_hints(function)


def test_what_methods_take_and_return_is_exported() -> None:
    exported = {getattr(beadwork, name) for name in CLASSES}
    for name, method in [*public_functions(Tracker), ("open", beadwork.open)]:
        for hint in typing.get_type_hints(method).values():
            for part in _parts(hint):
                ours = getattr(part, "__module__", "").startswith("beadwork")
                assert not ours or part in exported, (name, part)


def _parts(hint: typing.Any) -> Iterator[typing.Any]:
    yield hint
    for part in typing.get_args(hint):
        yield from _parts(part)


@pytest.mark.parametrize("error", ERRORS, ids=lambda error: error.__name__)
def test_an_error_says_what_a_program_can_do_and_is_pickled_with_its_data(
    error: type[errors.BeadworkError],
) -> None:
    assert "advice" in vars(error)
    data = {
        name: {"str": "x", "int": 7, "float": 1.5}.get(kind, ("x", "y"))
        for base in error.__mro__
        for name, kind in vars(base).get("__annotations__", {}).items()
    }
    found = pickle.loads(pickle.dumps(error("no", hint="h", **data)))  # noqa: S301
    assert type(found) is error
    assert (found.message, found.hint, str(found)) == ("no", "h", "no")
    assert {name: getattr(found, name) for name in data} == data
    with pytest.raises(TypeError, match="nosuch"):
        error("no", nosuch=1)


def test_every_error_that_is_raised_is_given_data_that_its_class_declares() -> None:
    kinds = {error.__name__: error for error in ERRORS}
    for file in (ROOT / "src").rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text())):
            if not isinstance(node, ast.Call):
                continue
            kind = kinds.get(getattr(node.func, "id", getattr(node.func, "attr", "")))
            for keyword in node.keywords if kind else ():
                given = keyword.arg in (None, "hint") or hasattr(kind, keyword.arg)
                assert given, f"{file}:{node.lineno}: {keyword.arg}"
