"""The documents say what the program does."""

from __future__ import annotations

import importlib.util
import re
import sys

from harness import ROOT


def test_the_reference_is_as_generated() -> None:
    spec = importlib.util.spec_from_file_location("generate", ROOT / "docs" / "generate.py")
    assert spec
    assert spec.loader
    generate = importlib.util.module_from_spec(spec)
    sys.modules["generate"] = generate
    spec.loader.exec_module(generate)
    assert (ROOT / "docs" / "reference.md").read_text() == generate.text(), "run `make docs`"


def test_links_between_documents_lead_somewhere() -> None:
    for file in [*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")]:
        for target in re.findall(r"\]\(([^)#]+)\)", file.read_text()):
            if not target.startswith(("http:", "https:")):
                assert (file.parent / target).exists(), f"{file.name}: {target}"


def test_the_readme_opens_with_the_two_commands() -> None:
    lines = (ROOT / "README.md").read_text().splitlines()
    assert lines[:4] == ["# beadwork", "", "    make demo", "    make test"]
