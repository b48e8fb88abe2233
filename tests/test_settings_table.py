"""One table has every number that somebody may look for: how long, how often, how much."""

from __future__ import annotations

import ast
import importlib.util
import re
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from beadwork.dolt.server import settings as server_settings
from beadwork.model import settings_table
from beadwork.serve import client
from beadwork.town import configuration
from harness import ROOT

SOURCE = ROOT / "src" / "beadwork"
MODULES = [file for file in sorted(SOURCE.rglob("*.py")) if file.name != "settings_table.py"]
NAME = re.compile(r"(SECONDS|TRIES|RETRIES|TIMEOUT|INTERVAL|PAUSE|DELAY)")
USE = re.compile(r"\b(?:float|int|text|switch)_setting\(\s*\"([^\"]+)\"")


COPIES = {
    "ANSWER_SECONDS": "serve.client-wait",
    "BUSY_TRIES": "serve.client-tries",
    "WORKER_SECONDS": "serve.worker-wait",
    "PATIENT_SECONDS": "serve.patience",
}
"""The numbers of serve/client.py, which is too thin to load the table: each is a row's default."""


def bare_numbers(tree: ast.Module) -> Iterator[tuple[int, str]]:
    """Yield the line and the name of each number that belongs into the table."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Assign | ast.AnnAssign):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            for target in targets:
                is_constant = isinstance(target, ast.Name) and target.id.isupper()
                if is_constant and NAME.search(target.id) and _is_number(node.value):
                    yield node.lineno, target.id
        if isinstance(node, ast.Call):
            named = {keyword.arg: keyword.value for keyword in node.keywords}
            is_sleep = isinstance(node.func, ast.Attribute) and node.func.attr == "sleep"
            given = node.args[0] if is_sleep and node.args else named.get("timeout")
            if _is_number(given) and ast.literal_eval(given) > 0:
                yield node.lineno, ast.unparse(node.func)


def _is_number(node: ast.expr | None) -> bool:
    if isinstance(node, ast.BinOp):
        return _is_number(node.left) and _is_number(node.right)
    return (
        isinstance(node, ast.Constant)
        and isinstance(node.value, int | float)
        and not isinstance(node.value, bool)
    )


@pytest.mark.parametrize("file", MODULES, ids=lambda file: str(file.relative_to(SOURCE)))
def test_no_other_module_has_such_a_number(file: Path) -> None:
    found = bare_numbers(ast.parse(file.read_text()))
    own = COPIES if file == Path(client.__file__) else {}
    assert [(line, name) for line, name in found if name not in own] == []


def test_the_numbers_of_the_thin_client_are_those_of_the_table() -> None:
    rows = {setting.key: setting.default for setting in settings_table.settings()}
    assert {name: vars(client)[name] for name in COPIES} == {
        name: rows[key] for name, key in COPIES.items()
    }


def test_what_is_forbidden_is_found() -> None:
    text = "A_SECONDS = 5\nB_TRIES: int = 3\nC_TIMEOUT = 2 * 60\ntime.sleep(0.1)\nrun(timeout=7)\n"
    assert [line for line, _ in bare_numbers(ast.parse(text))] == [1, 2, 3, 4, 5]
    fine = 'A_SECONDS = float_setting("a")\ntime.sleep(A_SECONDS)\nrun(timeout=0)\nB = 5\n'
    assert list(bare_numbers(ast.parse(fine))) == []


def test_every_key_stands_once_and_every_fixed_number_is_used() -> None:
    keys = [setting.key for setting in settings_table.settings()]
    assert len(keys) == len(set(keys))
    used = {key for file in MODULES for key in USE.findall(file.read_text())} | {*COPIES.values()}
    assert used <= set(keys)
    fixed = {setting.key for setting in settings_table.settings() if setting.place == "fixed"}
    assert fixed <= used


def test_every_row_is_whole() -> None:
    for setting in settings_table.settings():
        assert setting.place in settings_table.PLACES
        assert setting.meaning.endswith("."), setting.key
        assert setting.kind, setting.key


def test_the_settings_of_servers_and_towns_are_those_of_the_table() -> None:
    known = {setting.key: setting.default for setting in settings_table.settings()}
    for field, default in server_settings.Settings()._asdict().items():
        assert known[f"server.{field.replace('_', '-')}"] == default
    for field, default in configuration.Daemon()._asdict().items():
        assert known[f"daemon.{field}"] == default


def test_the_page_of_settings_is_as_generated() -> None:
    path = ROOT / "docs" / "generate_settings.py"
    spec = importlib.util.spec_from_file_location("generate_settings", path)
    assert spec
    assert spec.loader
    generate = importlib.util.module_from_spec(spec)
    sys.modules["generate_settings"] = generate
    spec.loader.exec_module(generate)
    assert (ROOT / "docs" / "settings.md").read_text() == generate.text(), "run `make docs`"
