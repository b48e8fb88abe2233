"""The documents say what the program does."""

from __future__ import annotations

import importlib.util
import re
import sys
from pathlib import Path
from typing import Any

import pytest

from beadwork import errors
from beadwork.tracker import Tracker
from harness import ROOT

SOURCE = ROOT / "src" / "beadwork"


def _generator(name: str) -> Any:
    spec = importlib.util.spec_from_file_location(name, ROOT / "docs" / f"{name}.py")
    assert spec
    assert spec.loader
    generator = importlib.util.module_from_spec(spec)
    sys.modules[name] = generator
    spec.loader.exec_module(generator)
    return generator


def test_the_reference_is_as_generated() -> None:
    generate = _generator("generate")
    assert (ROOT / "docs" / "reference.md").read_text() == generate.text(), "run `make docs`"


def test_the_reference_of_the_library_is_as_generated() -> None:
    generate = _generator("generate_library")
    page = (ROOT / "docs" / "library-reference.md").read_text()
    assert page == generate.text(), "run `make docs`"
    assert all(f"### `tracker.{name}`" in page for name in dir(Tracker) if name[0] != "_")


def test_the_rooms_are_the_packages() -> None:
    generate = _generator("generate_rooms")
    contributing = (ROOT / "CONTRIBUTING.md").read_text()
    assert contributing == generate.contributing(contributing), "run `make docs`"
    architecture = (ROOT / "docs" / "architecture.md").read_text()
    assert architecture == generate.architecture(architecture), "run `make docs`"
    table = re.findall(r"^\| `([\w/]+)/` \|", contributing, re.MULTILINE)
    packages = {
        str(file.parent.relative_to(SOURCE))
        for pattern in ("*/__init__.py", "*/*/__init__.py")
        for file in SOURCE.glob(pattern)
    }
    assert table == sorted(packages)
    assert all(generate.rooms(9).values())


def test_the_glossary_has_each_word_once_with_its_module() -> None:
    page = (ROOT / "docs" / "glossary.md").read_text()
    rows = re.findall(r"^\| (.+?) \| .+ \| `(.+?)` \|$", page, re.MULTILINE)
    words = [word for word, _ in rows]
    assert words == sorted(set(words))
    assert [module for _, module in rows if not (SOURCE / module).exists()] == []
    assert len(rows) == len([line for line in page.splitlines() if line.startswith("| ")]) - 1


def test_the_contract_has_every_code_with_its_exit_status() -> None:
    page = (ROOT / "docs" / "cli-contract.md").read_text()
    table = dict(re.findall(r"^\| `(\w+)` \| (\d+) \|", page, re.MULTILINE))
    classes = [
        error
        for error in vars(errors).values()
        if isinstance(error, type) and issubclass(error, errors.BeadworkError)
    ]
    assert table == {error.code: str(error.exit_status) for error in classes}


def test_every_page_is_in_an_index() -> None:
    for index in (ROOT / "docs" / "README.md", ROOT / "docs" / "how-to" / "README.md"):
        links = set(re.findall(r"\]\(([^)#]+)\)", index.read_text()))
        pages = {path.name for path in index.parent.glob("*.md")} - {"README.md"}
        assert pages <= links, index
    design = {f"design/{path.name}" for path in (ROOT / "docs" / "design").glob("*.md")}
    assert design <= set(re.findall(r"\]\(([^)#]+)\)", (ROOT / "docs" / "README.md").read_text()))


@pytest.mark.parametrize("name", ["src", "docs", "tests", "bench", "chaos", "demo"])
def test_no_text_refers_to_papers_that_are_not_here(name: str) -> None:
    papers = re.compile(
        r"\bseed 0|field-notes|dolt-facts|\bCLI[ -]contract\b(?!\.md)", re.IGNORECASE
    )
    for file in (ROOT / name).rglob("*"):
        if file.suffix in (".py", ".md", ".sql", ".sh", ".t") and file != Path(__file__):
            assert not papers.search(file.read_text()), file


def test_lines_of_prose_have_at_most_a_hundred_columns() -> None:
    """Tables cannot be wrapped; everything else can."""
    pages = [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), *SOURCE.rglob("*.sql")]
    assert [
        f"{page.relative_to(ROOT)}:{number}"
        for page in pages
        for number, line in enumerate(page.read_text().splitlines(), 1)
        if len(line) > 100 and not line.startswith("|")
    ] == []


def test_links_between_documents_lead_somewhere() -> None:
    for file in [*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")]:
        for target in re.findall(r"\]\(([^)#]+)\)", file.read_text()):
            if not target.startswith(("http:", "https:")):
                assert (file.parent / target).exists(), f"{file.name}: {target}"


def test_the_readme_opens_with_the_two_commands() -> None:
    lines = (ROOT / "README.md").read_text().splitlines()
    assert lines[:4] == ["# beadwork", "", "    make demo", "    make test"]
