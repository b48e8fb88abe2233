"""How a town is, in one process and one connection, also where its server does not run."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
from datetime import datetime
from pathlib import Path

import pytest

from beadwork.town import alerts, overview
from beadwork.town.layout import Town
from harness import BIN, Mayor, assert_done


@pytest.fixture
def town(mayor: Mayor, project: Path) -> Mayor:
    """A town with two rigs, widget (wg-) and gadget (gd-), some work, a worker's branch and a
    letter to the mayor.
    """
    for name, prefix in (("widget", "wg"), ("gadget", "gd")):
        mayor.answer("rig", "add", name, project, "--prefix", prefix)
    for issue_id, *more in (("wg-1", "-p", "1"), ("wg-2", "--deps", "wg-1"), ("wg-3",), ("wg-4",)):
        assert_done(
            mayor.person.run("create", "Work", "--id", issue_id, *more, cwd=mayor.root / "widget")
        )
    for words in (
        ["close", "wg-3"],
        ["update", "wg-4", "--claim"],
        ["branch", "create", "polecat-toast-1"],
        ["branch", "create", "other"],
    ):
        assert_done(mayor.person.run(*words, cwd=mayor.root / "widget"))
    assert_done(mayor.gt("mail", "send", "mayor/", "-s", "Done", "--as", "widget/toast"))
    return mayor


def test_a_person_sees_the_facts_and_a_line_for_each_rig(town: Mayor) -> None:
    done = town.gt("status")
    assert done.returncode == 1, done.stderr  # no daemon runs
    server = town.answer("dolt", "status")
    assert done.stdout == (
        f"server  running  pid {server['pid']}, port {server['port']}, Dolt {server['version']}\n"
        "daemon  not running  (gt daemon start)\n"
        "mail    1 unread for mayor/\n"
        "\n"
        "rig     open  doing  blocked  ready  closed  polecats  remotes\n"
        "hq         0      0        0      0       0         -  -\n"
        "gadget     0      0        0      0       0         -  -\n"
        "widget     2      1        1      1       1         1  -\n"
    )


def test_nothing_is_cut_in_a_pipe(mayor: Mayor, project: Path) -> None:
    name = "a-rig-whose-name-is-longer-than-a-column-is-wide"
    mayor.answer("rig", "add", name, project, "--prefix", "long")
    remote = "a-remote-whose-name-is-long-as-well"
    add = f"CALL DOLT_REMOTE('add', '{remote}', 'file:///nowhere')"
    assert_done(mayor.gt("dolt", "sql", "--database", name, "-q", add))
    (line,) = [line for line in mayor.gt("status").stdout.splitlines() if line.startswith("a-rig")]
    assert line.split()[0] == name
    assert line.split()[-1] == remote


def test_a_server_without_its_record_is_found_by_its_process(town: Mayor) -> None:
    record_file = town.root / "daemon" / "dolt-state.json"
    written = record_file.read_text()
    record_file.unlink()
    assert town.gt("status").stdout.startswith("server  running")
    assert record_file.read_text() == written


@pytest.mark.parametrize("command", ["status", "ready"])
def test_a_look_at_all_rigs_loads_nothing_that_starts_servers(town: Mayor, command: str) -> None:
    script = (
        "import os, sys\n"
        "def end(status):\n"
        "    sys.stderr.write(' '.join(sorted({name.partition('.')[0] for name in sys.modules})))\n"
        "os._exit = end\n"
        f"sys.argv = ['gt', {command!r}]\n"
        "from beadwork.gt.main import main\n"
        "main()\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script],
        cwd=town.root,
        env=town.person.environment,
        capture_output=True,
        text=True,
    )
    assert not {"filelock", "subprocess", "asyncio", "logging"} & set(
        done.stderr.splitlines()[-1].split()
    )


def test_the_same_for_programs(town: Mayor) -> None:
    town.gt("dolt", "sql", "-q", "USE widget; CALL DOLT_REMOTE('add', 'backup', 'file:///nowhere')")
    seen = json.loads(town.gt("status", "--json").stdout)
    assert (seen["town"], seen["path"], seen["unread_mail"]) == ("Test town", str(town.root), 1)
    assert (seen["server"]["running"], seen["daemon"], seen["alerts"]) == (
        True,
        {"running": False},
        [],
    )
    assert seen["down"] == ["daemon"]
    assert [rig["name"] for rig in seen["rigs"]] == ["hq", "gadget", "widget"]
    assert seen["rigs"][2] == {
        "name": "widget",
        "prefix": "wg",
        "database": "widget",
        "open": 2,
        "in_progress": 1,
        "frozen": 0,
        "closed": 1,
        "blocked": 1,
        "ready": 1,
        "remotes": [{"name": "backup", "url": "file:///nowhere"}],
        "polecats": ["polecat-toast-1"],
    }


def test_without_a_server_it_tells_what_files_tell(town: Mayor) -> None:
    town.answer("dolt", "stop")
    done = town.gt("status")
    assert done.returncode == 3
    assert done.stdout == (
        "server  stopped  (gt dolt start)\n"
        "daemon  not running  (gt daemon start)\n"
        "\n"
        "rig     open  doing  blocked  ready  closed  polecats  remotes\n"
        "hq         ?      ?        ?      ?       ?\n"
        "gadget     ?      ?        ?      ?       ?\n"
        "widget     ?      ?        ?      ?       ?\n"
    )
    seen = json.loads(town.gt("status", "--json").stdout)
    assert seen["down"] == ["server", "daemon"]
    assert "unread_mail" not in seen
    assert seen["rigs"][1] == {"name": "gadget", "prefix": "gd", "database": "gadget"}


def test_a_rig_that_cannot_be_read_says_why_and_the_others_are_there(town: Mayor) -> None:
    assert_done(town.gt("dolt", "sql", "-q", "DROP DATABASE gadget"))
    done = town.gt("status")
    assert (
        "\ngadget  the database gadget cannot be read: there is no "
        f"{town.root}/.dolt-data/gadget (gt dolt recover gadget)\n"
    ) in done.stdout
    assert "\nwidget     2      1        1      1       1         1  -\n" in done.stdout
    (town.root / "widget" / "mayor" / "rig" / ".beads" / "metadata.json").unlink()
    seen = json.loads(town.gt("status", "--json").stdout)
    assert seen["down"] == ["daemon", "rig gadget", "rig widget"]
    assert seen["rigs"][2]["trouble"] == f"{town.root}/widget/mayor/rig has no workspace"


def test_an_alert_is_shown_and_is_something_down(town: Mayor) -> None:
    alerts.put(Town(town.root), "push-failing", "the remote refuses the credentials")
    done = town.gt("status")
    assert done.returncode == 1
    assert "\nalert   push-failing, since " in done.stdout
    assert "\n        the remote refuses the credentials\n" in done.stdout
    assert "alert push-failing" in json.loads(town.gt("status", "--json").stdout)["down"]


def test_the_round_trips_do_not_grow_with_the_rigs(town: Mayor) -> None:
    packets: list[str] = []
    seen = overview.look(Town(town.root), datetime(2026, 2, 11), packets.append)
    assert [rig.trouble for rig in seen.rigs] == ["", "", ""]
    assert len(packets) == 2, packets


def test_watching_draws_it_anew_until_ctrl_c(town: Mayor) -> None:
    with subprocess.Popen(
        [BIN / "gt", "status", "--watch"],
        cwd=town.root,
        env=town.person.environment,
        stdout=subprocess.PIPE,
        text=True,
    ) as watching:
        assert watching.stdout
        drawn = [
            line for line in (next(watching.stdout) for _ in range(9)) if line.startswith("server")
        ]
        watching.send_signal(signal.SIGINT)
        assert watching.wait(60) == 130
    assert len(drawn) == 2
    assert town.gt("status", "--watch", "--json").returncode == 2


def test_ready_and_mail_in_a_pipe_have_every_row_and_whole_lines(town: Mayor) -> None:
    long = "A title that is longer than a line of eighty columns would ever be able to show " * 2
    lines = [
        json.dumps({"id": f"wg-x{number}", "title": f"{long}{number}", "status": "open"})
        for number in range(60)
    ]
    (town.root / "many.jsonl").write_text("\n".join(lines) + "\n")
    assert_done(town.person.run("import", str(town.root / "many.jsonl"), cwd=town.root / "widget"))
    shown = town.gt("ready")
    assert sum(f"{long}{number}" in shown.stdout for number in range(60)) == 60
    assert "Showing" not in shown.stderr
    subject = "A subject that goes on " * 8
    assert_done(
        town.gt(
            "mail", "send", "mayor/", "-s", subject.strip(), "--as", "widget/a-rather-long-name"
        )
    )
    inbox = town.gt("mail", "inbox", "mayor/")
    assert "widget/a-rather-long-name" in inbox.stdout
    assert subject.strip() in inbox.stdout


def test_a_status_or_a_type_to_exclude_has_to_exist(town: Mayor) -> None:
    for flag, noun in (("--exclude-type", "issue type"), ("--exclude-status", "status")):
        for words in (["list"], ["ready"], ["count"], ["blocked"], ["export"], ["search", "x"]):
            refused = town.person.run(*words, flag, "nosuch", cwd=town.root / "widget")
            assert refused.returncode == 2, (words, refused.stdout)
            assert f'unknown {noun} "nosuch"\nHint: one of ' in refused.stderr
        refused = town.gt("ready", flag, "nosuch")
        assert refused.returncode == 2
        assert f'no rig knows the {noun} "nosuch"' in refused.stderr
    assert_done(town.person.run("list", "--exclude-type", "bug", cwd=town.root / "widget"))


def test_ready_has_the_order_on_which_the_rigs_agree(town: Mayor) -> None:
    issues = (("widget", "wg-late", "4"), ("gadget", "gd-9", "0"))
    for rig, issue_id, priority in issues:
        words = ("create", "Aged", "--id", issue_id, "-p", priority)
        assert_done(town.person.run(*words, cwd=town.root / rig))

    def order() -> list[str]:
        listed = [issue["id"] for issue in town.answer("ready")]
        return [issue_id for issue_id in listed if issue_id in ("wg-late", "gd-9")]

    assert order() == ["gd-9", "wg-late"]
    for place in ("widget", "gadget"):
        words = ("config", "set", "ready.sort", "oldest")
        assert_done(town.person.run(*words, cwd=town.root / place))
    assert order() == ["gd-9", "wg-late"]  # hq has another one
    assert_done(town.person.run("config", "set", "ready.sort", "oldest", cwd=town.root))
    assert order() == ["wg-late", "gd-9"]
