"""The commands of `bd`, by what one wants to do; each has its module in `commands/`, named with the word typed."""

from __future__ import annotations

from beadwork.console.dispatch import Sections

SECTIONS: Sections = (
    (
        "Begin",
        (
            ("init", "make this project a workspace"),
            ("where", "which workspace and server, and why"),
        ),
    ),
    (
        "Work",
        (
            ("create", "file an issue, or a whole plan"),
            ("show", "everything about an issue"),
            ("list", "issues, filtered"),
            ("ready", "what can be begun now"),
            ("blocked", "what waits, and for what"),
            ("update", "change fields, or claim"),
            ("close", "finish issues"),
            ("reopen", "open issues again"),
            ("dep add", "let one issue wait for another"),
        ),
    ),
)

ALIASES = {"new": "create", "done": "close"}


def _parts() -> tuple[Sections, dict[str, str]]:
    import importlib
    import pkgutil

    from beadwork.bd import rows

    sections, aliases = [], {}
    for part in pkgutil.iter_modules(rows.__path__):
        module = importlib.import_module(f"beadwork.bd.rows.{part.name}")
        sections.append((module.SECTION, module.ROWS))
        aliases.update(module.ALIASES)
    return tuple(sections), aliases


SECTIONS += _parts()[0]
ALIASES |= _parts()[1]
