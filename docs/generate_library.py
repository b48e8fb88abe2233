"""Write docs/library-reference.md from the docstrings of the library: `make docs`. A test fails
where the file is stale.
"""

from __future__ import annotations

import ast
import inspect
import textwrap
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import beadwork
from beadwork import errors
from beadwork.errors import BeadworkError
from beadwork.tracker import Tracker, types

TARGET = Path(__file__).with_name("library-reference.md")

HEAD = """# Reference of the library

Every name of `import beadwork`, from the docstrings. [`library.md`](library.md) has recipes.
`beadwork.aio` has the same methods to await.
"""

CHAPTERS = {
    "Core": "The tracker itself",
    "Changes": "Changing issues",
    "Questions": "Asking about issues",
    "Surveys": "Counts, reports, and what is stored beside issues",
    "Versions": "History, branches and merges",
    "Remotes": "Remotes",
    "Upkeep": "Imports, names, settings, upkeep, peers",
}


def text() -> str:
    """Return the whole page."""
    parts = [HEAD, "## `beadwork.open`\n", *_function("beadwork.open", beadwork.open)]
    bases = {kind.__name__: kind for kind in Tracker.__mro__}
    for name, title in CHAPTERS.items():
        parts.append(f"\n## {title}\n")
        for method, member in sorted(vars(bases[name]).items()):
            if not method.startswith("_"):
                parts += _member(method, member)
    parts += ["\n## Types\n", *_types(), "\n## Errors\n", *_errors()]
    return "\n".join(parts).rstrip() + "\n"


def _member(name: str, member: Any) -> list[str]:
    if isinstance(member, property):
        return [f"### `tracker.{name}`\n", _promise(member.fget), ""]
    if not inspect.isfunction(member):
        return []
    return [f"### `tracker.{name}`\n", *_function(f"tracker.{name}", inspect.unwrap(member))]


def _function(name: str, function: Any) -> list[str]:
    signature = inspect.signature(function)
    shown = list(_parameters(signature))
    returned = _annotation(signature.return_annotation)
    return [f"```python\n{_wrapped(name, shown, returned)}\n```\n", _promise(function), ""]


def _parameters(signature: inspect.Signature) -> Iterator[str]:
    has_star = False
    for name, parameter in signature.parameters.items():
        if name == "self":
            continue
        stars = {parameter.VAR_POSITIONAL: "*", parameter.VAR_KEYWORD: "**"}.get(parameter.kind, "")
        if parameter.kind is parameter.KEYWORD_ONLY and not has_star:
            yield "*"
        has_star = has_star or stars == "*" or parameter.kind is parameter.KEYWORD_ONLY
        default = "" if parameter.default is parameter.empty else f" = {_quoted(parameter.default)}"
        yield f"{stars}{name}: {_annotation(parameter.annotation)}{default}"


def _annotation(found: object) -> str:
    shown = str(found).replace("types.", "").replace("'", '"')
    return shown.replace("Iterator[Self]", "AbstractContextManager[Tracker]")


def _quoted(value: object) -> str:
    return f'"{value}"' if isinstance(value, str) else repr(value)


def _wrapped(name: str, parameters: list[str], returned: str) -> str:
    line = f"{name}({', '.join(parameters)}) -> {returned}"
    if len(line) <= 88:
        return line
    return "\n".join([f"{name}(", *(f"    {shown}," for shown in parameters), f") -> {returned}"])


def _promise(documented: Any) -> str:
    """Return a docstring as Markdown: `Raises:` is a list."""
    words, _, raised = (inspect.getdoc(documented) or "").partition("\nRaises:\n")
    if not raised:
        return words
    entries: list[str] = []
    for line in textwrap.dedent(raised).splitlines():
        if line.startswith(" "):
            entries[-1] += f" {line.strip()}"
        elif line.strip():
            entries.append(line)
    listed = [
        textwrap.fill(f"- {entry}", 100, subsequent_indent="  ", break_on_hyphens=False)
        for entry in entries
    ]
    return "\n".join([words.rstrip(), "\nRaises:", *listed])


def _types() -> Iterator[str]:
    for name in sorted(types.__all__, key=str.lower):
        kind = getattr(types, name)
        if not inspect.isclass(kind):
            continue
        yield f"### `{name}`\n"
        yield _promise(kind) if kind.__doc__ and not _is_made(kind) else ""
        yield ""
        fields = list(_fields(kind))
        if fields:
            yield "| field | type | |\n|---|---|---|"
            yield from (f"| `{field}` | `{of}` | {note} |" for field, of, note in fields)
            yield ""
        for method, member in sorted(vars(kind).items()):
            if _is_own(method, member, kind):
                yield from _kind_member(method, member)


def _is_made(kind: type) -> bool:
    return (kind.__doc__ or "").startswith(f"{kind.__name__}(")


def _is_own(name: str, member: Any, kind: type) -> bool:
    function = member.fget if isinstance(member, property) else member
    is_ours = getattr(function, "__module__", "") == kind.__module__
    return not name.startswith("_") and inspect.isfunction(function) and is_ours


def _kind_member(name: str, member: Any) -> list[str]:
    documented = member.fget if isinstance(member, property) else member
    words = " ".join((inspect.getdoc(documented) or "").split("\n\n")[0].split())
    shown = name if isinstance(member, property) else f"{name}()"
    return [textwrap.fill(f"`{shown}`: {words}", 100, break_on_hyphens=False), ""]


def _fields(kind: type) -> Iterator[tuple[str, str, str]]:
    """Yield the declared fields of a class, in order, each with its type and its docstring."""
    node = next(
        found
        for found in ast.walk(ast.parse(textwrap.dedent(inspect.getsource(kind))))
        if isinstance(found, ast.ClassDef)
    )
    for base in kind.__dict__.get("__orig_bases__", ()):
        if base.__module__ == kind.__module__:
            yield from _fields(base)
    for here, after in zip(node.body, [*node.body[1:], None], strict=True):
        if isinstance(here, ast.AnnAssign) and isinstance(here.target, ast.Name):
            is_said = isinstance(after, ast.Expr) and isinstance(after.value, ast.Constant)
            note = str(after.value.value) if is_said else ""  # type: ignore[union-attr]
            yield here.target.id, ast.unparse(here.annotation).replace("|", "\\|"), _line(note)


def _line(words: str) -> str:
    return " ".join(words.split()).replace("|", "\\|")


def _errors() -> Iterator[str]:
    yield (
        "Each is a `BeadworkError` with `message`, `hint` (for a person), `advice` (for a "
        "program),\n`code` and `exit_status`, and the data of its class.\n"
    )
    yield "| error | is a | code | data | advice |\n|---|---|---|---|---|"
    for name, error in sorted(vars(errors).items()):
        if inspect.isclass(error) and issubclass(error, BeadworkError):
            data = ", ".join(f"`{field}`" for field, _, _ in _fields(error))
            base = error.__base__.__name__ if error.__base__ else ""
            yield f"| `{name}` | `{base}` | `{error.code}` | {data} | {_line(error.advice)} |"


if __name__ == "__main__":
    TARGET.write_text(text())
