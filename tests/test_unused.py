"""A constant or a function that nothing uses is taken away."""

from __future__ import annotations

import re

from harness import ROOT

NAMES = re.compile(r"^(?:(_?[A-Z][A-Z_]+)\b(?:: [^=\n]+)? =|def (\w+))", re.MULTILINE)
BY_PYTHON = {"__dir__", "__getattr__"}


def test_every_constant_and_function_is_used() -> None:
    texts = {path: path.read_text() for path in (ROOT / "src").rglob("*.py")}
    seen: dict[str, int] = {}
    for text in texts.values():
        for word in re.findall(r"\w+", text):
            seen[word] = seen.get(word, 0) + 1
    lonely = [
        f"{path.relative_to(ROOT)}: {name}"
        for path, text in texts.items()
        for name in map("".join, NAMES.findall(text))
        if seen[name] == 1 and name not in BY_PYTHON
    ]
    assert not lonely
