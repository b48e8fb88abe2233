"""A town's server that hangs: every program says so after one try, and names the commands of
`gt`.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from foreign_servers import hung
from harness import Mayor, assert_done

QUICK = {"BEADWORK_CONNECT_SECONDS": "1"}
SAID = "Error: the server does not answer: it hangs, or cannot be reached\nHint: gt dolt status\n"


@pytest.mark.parametrize(
    ("program", "words"),
    [
        ("bd", ["list"]),
        ("bd", ["create", "x"]),
        ("gt", ["ready"]),
        ("gt", ["mail", "send", "mayor/", "-s", "x"]),
    ],
)
def test_a_command_asks_once_and_names_gt(mayor: Mayor, program: str, words: list[str]) -> None:
    with hung(Path(mayor.answer("dolt", "status")["socket"])) as met:
        done = mayor.person.run(*words, cwd=mayor.root, program=program, **QUICK)
    assert (done.returncode, done.stdout, done.stderr) == (3, "", SAID)
    assert len(met) == 1
    assert_done(mayor.person.run("list", cwd=mayor.root))


@pytest.mark.parametrize("words", [["status"], ["dolt", "status"]])
def test_the_status_asks_once(mayor: Mayor, words: list[str]) -> None:
    with hung(Path(mayor.answer("dolt", "status")["socket"])) as met:
        done = mayor.gt(*words, **QUICK)
    assert done.returncode == 3
    assert "not answering" in done.stdout
    assert len(met) == 1
