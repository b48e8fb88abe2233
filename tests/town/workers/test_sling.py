"""`gt sling`: what a new worker has, what is refused, and what a failed step leaves: nothing."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from drills import Eventually
from harness import Mayor, Person, assert_done
from slung_workers import SLEEP, assert_nothing_left, branches, claim_of, git, issue, tmux_of


def test_a_worker_has_its_claim_branch_worktree_and_session(
    town: Mayor, eventually: Eventually
) -> None:
    said = town.person.home / "said"
    script = town.person.home / "agent.sh"
    script.write_text(
        'echo "$BD_BRANCH|$BD_ACTOR|$GT_RIG|$GT_POLECAT|$GT_ROOT|$PWD|$1" > "$2.new"\n'
        'bd create "Found by the agent" --id wg-99 >> "$2.new" 2>&1\n'
        'mv "$2.new" "$2"\nexec sleep 1000\n'
    )
    agent = f"sh {script} 'a word; $HOME' {said}"
    worker = town.answer("sling", "wg-1", "wg-2", "widget", "--name", "nux", "--agent", agent)
    assert list(worker) == [
        "name", "rig", "bead", "beads", "branch", "worktree", "session", "state", "env"
    ]  # fmt: skip
    assert (worker["name"], worker["rig"], worker["state"]) == ("nux", "widget", "working")
    assert (worker["bead"], worker["beads"]) == ("wg-1", ["wg-1", "wg-2"])
    assert worker["branch"].startswith("polecat-nux-")
    worktree = Path(worker["worktree"])
    assert worktree == town.root / "widget" / "polecats" / "nux"
    assert worker["env"] == {
        "BD_BRANCH": worker["branch"],
        "BD_ACTOR": "widget/polecats/nux",
        "GT_RIG": "widget",
        "GT_POLECAT": "nux",
        "GT_ROOT": str(town.root),
    }
    for issue_id in ("wg-1", "wg-2"):
        assert claim_of(town, issue_id) == ("hooked", "widget/polecats/nux")
        on_branch = issue(town, issue_id, worktree, **worker["env"])
        assert on_branch["assignee"] == "widget/polecats/nux"
    assert git(town, worktree, "branch", "--show-current") == worker["branch"]
    eventually(said.exists)
    first, second = said.read_text().splitlines()[:2]
    assert first.split("|") == [*worker["env"].values(), str(worktree), "a word; $HOME"]
    assert "wg-99" in second
    assert issue(town, "wg-99", worktree, **worker["env"])["title"] == "Found by the agent"
    assert town.person.run("show", "wg-99", cwd=town.root / "widget").returncode == 1
    assert town.answer("polecat", "list") == [worker]
    shown = town.answer("polecat", "show", "nux")
    assert worker.items() <= shown.items()
    assert shown["agent"] == ["sh", str(script), "a word; $HOME", str(said)]
    assert len(branches(town)) == 2


def test_the_branch_begins_at_a_commit_that_has_the_claim_and_what_was_uncommitted(
    town: Mayor,
) -> None:
    assert_done(
        town.gt("dolt", "sql", "-q", "USE widget; UPDATE issues SET title = 'Raw' WHERE id='wg-3'")
    )
    worker = town.answer("sling", "wg-1", "widget", "--no-session")
    place = worker["worktree"]
    assert issue(town, "wg-3", place, **worker["env"])["title"] == "Raw"
    assert issue(town, "wg-1", place, **worker["env"])["status"] == "hooked"
    shown = town.answer("polecat", "show", worker["name"])
    log = town.person.run("log", "--json", cwd=town.root / "widget")
    assert shown["base"] in [entry["commit"] for entry in json.loads(log.stdout)]


def test_without_a_session_the_environment_is_printed_for_a_shell(town: Mayor) -> None:
    done = town.gt("sling", "wg-1", "widget", "--name", "nux", "--no-session")
    assert_done(done)
    script = f'{done.stdout}\nprintf "%s\\n" "$BD_ACTOR" "$GT_POLECAT" "$GT_ROOT"'
    told = subprocess.run(["sh", "-c", script], capture_output=True, text=True).stdout
    assert told.splitlines() == ["widget/polecats/nux", "nux", str(town.root)]
    assert "worktree" in done.stderr
    (worker,) = town.answer("polecat", "list", "widget")
    assert (worker["session"], worker["state"]) == ("", "working")
    assert tmux_of(town, "list-sessions").returncode == 1


def test_the_agent_of_the_town_is_started_and_its_end_is_seen(
    town: Mayor, eventually: Eventually
) -> None:
    file = town.root / "mayor" / "daemon.json"
    content = json.loads(file.read_text())
    file.write_text(json.dumps({**content, "workers": {"agent": ["sleep", "1000"]}}))
    worker = town.answer("sling", "wg-1", "widget")
    assert town.answer("polecat", "show", worker["name"])["agent"] == ["sleep", "1000"]
    tmux_of(town, "kill-session", "-t", f"={worker['session']}")
    eventually(lambda: town.answer("polecat", "list")[0]["state"] == "session_died")


def test_a_shell_runs_where_no_agent_is_named(town: Mayor) -> None:
    worker = town.answer("sling", "wg-1", "widget")
    running = tmux_of(town, "list-panes", "-a", "-F", "#{session_name} #{pane_current_path}")
    assert running.stdout.strip() == f"{worker['session']} {worker['worktree']}"


def test_names_are_of_the_pool_and_of_one_worker_each(town: Mayor) -> None:
    given = [
        town.answer("sling", f"wg-{number}", "widget", "--no-session")["name"]
        for number in (1, 2, 3)
    ]
    assert given == ["amber", "aspen", "basil"]
    again = town.gt("sling", "wg-4", "widget", "--name", "aspen", "--no-session")
    assert again.returncode == 4
    assert "widget has a worker aspen already" in again.stderr
    assert claim_of(town, "wg-4") == ("open", None)


@pytest.mark.parametrize(
    "name", ["-x", "Nux", "a/b", "..", "a b", "a;b", "a:b", "a.b", "a_b", "x" * 33, "", "$(id)"]
)
def test_what_no_worker_can_be_called_is_refused(town: Mayor, name: str) -> None:
    done = town.gt("sling", "wg-1", "widget", f"--name={name}", "--no-session")
    assert done.returncode == 1
    assert "no worker can be called" in done.stderr
    assert_nothing_left(town)


def test_what_cannot_be_slung_is_refused_and_leaves_nothing(town: Mayor) -> None:
    rig = town.root / "widget"
    assert_done(town.person.run("close", "wg-2", cwd=rig))
    assert_done(town.person.run("claim", "wg-3", cwd=rig, BD_ACTOR="alice"))
    assert_done(town.person.run("create", "Of the town", "--id", "hq-7", cwd=town.root))
    for beads, status, said in (
        (["wg-1", "wg-2"], 4, "wg-2 is closed, not open"),
        (["wg-1", "wg-3"], 4, "wg-3 is already claimed by alice"),
        (["wg-1", "wg-77"], 1, "wg-77"),
        (["wg-1", "hq-7"], 1, "hq-7"),
    ):
        done = town.gt("sling", *beads, "widget", *SLEEP)
        assert (done.returncode, said in done.stderr) == (status, True), done.stderr
        assert_nothing_left(town)
    for words in (["wg-1"], ["wg-1", "nowhere"], ["wg-1", "../widget"], ["wg-1", "hq"]):
        done = town.gt("sling", *words, "--no-session")
        assert done.returncode in (1, 2), words
        assert "Traceback" not in done.stderr
    assert_nothing_left(town)


def test_a_bead_of_another_rig_is_named_with_its_rig(town: Mayor, project: Path) -> None:
    town.answer("rig", "add", "gadget", project, "--prefix", "gg")
    assert_done(town.person.run("create", "Theirs", "--id", "gg-1", cwd=town.root / "gadget"))
    done = town.gt("sling", "gg-1", "widget", "--no-session")
    assert done.returncode == 1
    assert "gg-1 is an issue of gadget, and not of widget" in done.stderr
    assert "gt sling gg-1 gadget" in done.stderr
    one = town.answer("sling", "gg-1", "gadget", "--name", "nux", "--no-session")
    two = town.answer("sling", "wg-1", "widget", "--name", "nux", "--no-session")
    asked = town.gt("polecat", "show", "nux")
    assert asked.returncode == 2
    assert "gadget/nux, widget/nux" in asked.stderr
    assert town.answer("polecat", "show", "gadget/nux")["branch"] == one["branch"]
    assert town.answer("polecat", "show", "nux", "--rig", "widget")["branch"] == two["branch"]
    assert [worker["rig"] for worker in town.answer("polecat", "list")] == ["gadget", "widget"]


def test_a_rig_without_commits_is_refused(town: Mayor, person: Person) -> None:
    empty = person.home / "code" / "empty"
    subprocess.run(["git", "init", "-q", empty], check=True, env=person.environment)
    town.answer("rig", "add", "empty", empty, "--prefix", "em")
    assert_done(person.run("create", "Work", "--id", "em-1", cwd=town.root / "empty"))
    done = town.gt("sling", "em-1", "empty", "--no-session")
    assert done.returncode == 1
    assert "has no commit" in done.stderr
    assert_nothing_left(town)


def test_without_tmux_it_is_refused_before_anything_is_made(town: Mayor, tmp_path: Path) -> None:
    for program in ("git", "env", "sh"):
        (tmp_path / program).symlink_to(str(shutil.which(program)))
    done = town.gt("sling", "wg-1", "widget", PATH=str(tmp_path))
    assert done.returncode == 1
    assert "tmux is not on the PATH" in done.stderr
    assert "gt sling wg-1 widget --no-session" in done.stderr
    assert_nothing_left(town)
    assert_done(town.gt("sling", "wg-1", "widget", "--no-session", PATH=str(tmp_path)))


def test_a_worktree_or_a_session_that_is_there_stays_and_the_rest_is_taken_back(
    town: Mayor,
) -> None:
    place = town.root / "widget" / "polecats" / "nux"
    place.mkdir(parents=True)
    (place / "mine").write_text("mine")
    done = town.gt("sling", "wg-1", "widget", "--name", "nux", *SLEEP)
    assert (done.returncode, "already exists" in done.stderr) == (1, True), done.stderr
    assert (place / "mine").read_text() == "mine"
    shutil.rmtree(place.parent)
    assert_nothing_left(town)
    started = tmux_of(town, "-f", os.devnull, "new-session", "-d", "-s", "widget/nux", "sleep 1000")
    assert started.returncode == 0
    done = town.gt("sling", "wg-1", "widget", "--name", "nux", *SLEEP)
    assert (done.returncode, "runs already" in done.stderr) == (1, True), done.stderr
    assert tmux_of(town, "has-session", "-t", "=widget/nux").returncode == 0
    tmux_of(town, "kill-server")
    assert_nothing_left(town)


def test_a_tmux_that_fails_leaves_nothing(town: Mayor, tmp_path: Path) -> None:
    program = tmp_path / "tmux"
    program.write_text(
        f'#!/bin/sh\ncase "$*" in *new-session*) echo "no room" >&2; exit 1;; esac\n'
        f'exec {shutil.which("tmux")} "$@"\n'
    )
    program.chmod(0o755)
    path = f"{tmp_path}{os.pathsep}{town.person.environment['PATH']}"
    done = town.gt("sling", "wg-1", "widget", *SLEEP, PATH=path)
    assert done.returncode == 1
    assert "tmux could not start widget/amber: no room" in done.stderr
    assert_nothing_left(town)


def test_a_git_that_fails_leaves_nothing(town: Mayor) -> None:
    hook = town.root / "widget" / "mayor" / "rig" / ".git" / "hooks" / "post-checkout"
    hook.parent.mkdir(exist_ok=True)
    hook.write_text("#!/bin/sh\necho hook says no >&2\nexit 1\n")
    hook.chmod(0o755)
    done = town.gt("sling", "wg-1", "widget", *SLEEP)
    assert done.returncode == 1
    assert "git worktree in" in done.stderr
    assert "hook says no" in done.stderr
    assert_nothing_left(town)


@pytest.mark.parametrize("words", [(), ("--name", "nux")])
def test_of_eight_at_once_one_gets_the_bead(town: Mayor, words: tuple[str, ...]) -> None:
    with ThreadPoolExecutor(8) as pool:
        runs = [
            pool.submit(town.gt, "sling", "wg-1", "widget", "--no-session", *words)
            for _ in range(8)
        ]
        ends = sorted(run.result().returncode for run in runs)
    assert ends == [0] + [4] * 7
    (worker,) = town.answer("polecat", "list")
    assert claim_of(town, "wg-1") == ("hooked", worker["env"]["BD_ACTOR"])
    assert branches(town) == ["main", worker["branch"]]
    assert os.listdir(town.root / "widget" / "polecats") == [worker["name"]]
    assert os.listdir(town.root / "daemon" / "workers" / "widget") == [f"{worker['name']}.json"]


def test_four_at_once_for_four_beads_all_get_a_name_of_their_own(town: Mayor) -> None:
    with ThreadPoolExecutor(4) as pool:
        runs = [
            pool.submit(town.gt, "sling", f"wg-{number}", "widget", *SLEEP)
            for number in (1, 2, 3, 4)
        ]
        for run in runs:
            assert_done(run.result())
    workers = town.answer("polecat", "list")
    assert len({worker["name"] for worker in workers}) == 4
    assert sorted(worker["bead"] for worker in workers) == ["wg-1", "wg-2", "wg-3", "wg-4"]
    assert {worker["state"] for worker in workers} == {"working"}


@pytest.mark.parametrize("is_ignored", [True, False])
def test_bd_finds_the_rig_from_a_worktree_also_where_the_project_has_beads_of_its_own(
    mayor: Mayor, project: Path, is_ignored: bool
) -> None:
    """The project ignores `.beads`, or has one of another tracker in its commits."""
    if is_ignored:
        (project / ".gitignore").write_text(".beads/\n")
    else:
        (project / ".beads").mkdir()
        content = {"backend": "dolt", "dolt_database": "other", "project_id": "0000"}
        (project / ".beads" / "metadata.json").write_text(json.dumps(content))
    for words in (["add", "-A"], ["commit", "-qm", "beads"]):
        git(mayor, project, *words)
    mayor.answer("rig", "add", "widget", project, "--prefix", "wg", "--from", "none")
    assert_done(mayor.person.run("create", "Work", "--id", "wg-1", cwd=mayor.root / "widget"))
    worker = mayor.answer("sling", "wg-1", "widget", "--no-session")
    place = Path(worker["worktree"])
    where = mayor.person.run("where", "--json", cwd=place, **worker["env"])
    assert_done(where)
    assert str(mayor.root / "widget" / "mayor" / "rig" / ".beads") in where.stdout
    assert issue(mayor, "wg-1", place, **worker["env"])["status"] == "hooked"
