"""What a message tells to type can be pasted, whatever an import has called its issues."""

from __future__ import annotations

import shlex

from beadwork.actions.issues import delete
from beadwork.bd.commands.issues.delete import document
from harness import Place

EVIL = "x;touch${IFS}pwned;`touch${IFS}pwned`'\""


def test_ids_in_commands_are_quoted(place: Place) -> None:
    from beadwork.store.issues import issues
    from sample_issues import DATA

    with place.tracker() as tracker:
        child = DATA[0]._replace(id=f"{EVIL}1", parent=f"{EVIL}2", status="open")
        tracker.change(
            lambda tx: issues.add_all(tx, [child, child._replace(id=f"{EVIL}2", parent=None)])
        )
        found = tracker.ask(lambda reader: delete.preview(reader, [f"{EVIL}2"]))
    (restore,) = document(found, False)["recover"]["restore"]
    assert shlex.split(restore) == ["bd", "restore", f"{EVIL}2"]
    done = place.run("close", f"{EVIL}2")
    hint = done.stderr.splitlines()[-1]
    assert shlex.quote(f"{EVIL}2") in hint, done
    done = place.run("delete", f"{EVIL}2", "--force")
    assert place.run("sql", "SELECT COUNT(*) AS n FROM issues", "--json").stdout == '[{"n": 1}]\n'
    for command in (line[2:] for line in done.stdout.splitlines() if line.startswith("  bd ")):
        assert place.run(*shlex.split(command)[1:]).returncode == 0, command
    assert place.run("show", f"{EVIL}1", "--json").stdout.count('"parent"') == 1
    assert not (place.directory / "pwned").exists()
