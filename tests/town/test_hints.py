"""In a town the hints of `bd` name the commands of `gt`, which runs the server."""

from __future__ import annotations

import json

import pytest

from beadwork.dolt.connection.server_errors import ServerError, explain
from harness import Mayor


def test_what_only_the_owner_of_a_server_does_is_done_by_gt(mayor: Mayor) -> None:
    for words, hint in (
        (["start"], "gt dolt start"),
        (["stop"], "gt dolt stop"),
        (["restart"], "gt dolt restart"),
        (["logs"], "gt dolt logs"),
        (["service", "install"], "gt daemon install-service"),
        (
            ["set", "server.port", "3399"],
            "set it under dolt_server in mayor/daemon.json, then `gt dolt restart`",
        ),
    ):
        done = mayor.person.run("dolt", *words, cwd=mayor.root)
        assert done.returncode == 3
        server = mayor.root / ".dolt-data"
        assert done.stderr == f"Error: the server used here is the town's, {server}\nHint: {hint}\n"


def test_a_server_that_is_down_or_another_one_is_looked_at_with_gt(mayor: Mayor) -> None:
    record = mayor.root / "daemon" / "dolt-state.json"
    before = record.read_text()
    record.write_text(json.dumps(json.loads(before) | {"uuid": "another"}))
    done = mayor.person.run("list", cwd=mayor.root)
    assert done.returncode == 1
    assert (
        "not ours, another; nothing was read or written there\nHint: gt dolt status\n"
        in done.stderr
    )
    record.write_text(before)
    mayor.answer("dolt", "stop")
    for words in (["list"], ["dolt", "test"]):
        done = mayor.person.run(*words, cwd=mayor.root)
        assert done.returncode == 3
        assert done.stderr.endswith("Hint: gt dolt start\n"), done.stderr


@pytest.mark.parametrize(
    ("code", "text"),
    [(2013, "gone"), (2003, "refused"), (1105, "database x is read-only"), (2013, "timed out")],
)
def test_a_failure_of_the_server_names_its_program(code: int, text: str) -> None:
    assert explain(ServerError(code, text, "connect", "gt")).hint == "gt dolt status"
    assert explain(ServerError(code, text, "connect")).hint == "bd dolt status"
