"""The completion script, in a real bash."""

from __future__ import annotations

import shutil
import subprocess

import pytest

from beadwork.bd.parser_tree import parser
from beadwork.bd.table import ALIASES, SECTIONS
from harness import Place

COMPLETE = """
eval "$(bd completion bash)"
COMP_WORDS=({words}); COMP_CWORD=$(( ${{#COMP_WORDS[@]}} - 1 ))
COMP_LINE="${{COMP_WORDS[*]}}"; COMP_POINT=${{#COMP_LINE}}
_shtab_bd
printf '%s\\n' "${{COMPREPLY[@]}}"
"""


def complete(place: Place, words: str) -> list[str]:
    """Return what bash offers for the last of `words`."""
    done = subprocess.run(
        ["bash", "--norc", "-c", COMPLETE.format(words=words)],
        cwd=place.directory,
        env=place.environment,
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stderr == ""
    return done.stdout.split()


def test_bash_completes_commands_and_flags(place: Place) -> None:
    assert {"close", "comment", "config", "count", "create"} <= set(complete(place, "bd c"))
    assert complete(place, "bd config u") == ["unset"]
    assert complete(place, "bd dep a") == ["add"]
    assert complete(place, "bd count --by-st") == ["--by-status"]
    assert "status" in complete(place, "bd stat")


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_the_script_is_one_of_its_shell(place: Place, shell: str) -> None:
    script = place.run("completion", shell)
    assert script.returncode == 0, script.stderr
    program = shutil.which(shell)
    if program is None:
        pytest.skip(f"{shell} is not here to check its script")
    checked = subprocess.run([program, "-n"], input=script.stdout, capture_output=True, text=True)
    assert (checked.returncode, checked.stderr) == (0, "")


def test_every_command_has_a_module_with_help_and_flags() -> None:
    whole = parser()
    commands = next(
        action for action in whole._actions if action.dest == "==SUPPRESS==" or action.choices
    )
    names = {name for _, rows in SECTIONS for name, _ in rows} | set(ALIASES)
    assert {name.split()[0] for name in names} == set(commands.choices or ())
