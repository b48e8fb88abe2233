"""Where a ledger may be pushed to, and what a remote that takes nothing says."""

from __future__ import annotations

import json
import subprocess
import threading
from pathlib import Path

import pytest

from beadwork import errors
from beadwork.dolt.connection.server_errors import ServerError
from beadwork.dolt.databases import offline
from beadwork.model.hop import uri
from beadwork.model.ledger import entry
from beadwork.model.ledger.entry import Entry
from beadwork.model.ledger.public_issue import canonical
from beadwork.town.layout import Town
from beadwork.town.ledger import elsewhere, rigs
from clones import DATA, git, lose_a_file
from harness import Mayor, assert_done
from ledgers import bare


@pytest.fixture
def town(mayor: Mayor, project: Path) -> Mayor:
    """A town with a rig and a closed issue."""
    mayor.answer("rig", "add", "widget", project, "--prefix", "wg")
    finish(mayor, "wg-1", "Work")
    return mayor


def finish(mayor: Mayor, issue_id: str, title: str) -> None:
    place = mayor.root / "widget"
    assert_done(mayor.person.run("create", title, "--id", issue_id, cwd=place))
    assert_done(mayor.person.run("close", issue_id, cwd=place))


@pytest.mark.parametrize("spelling", ["{}", "git+file://{}", "file://{}"])
def test_what_the_daemon_pushes_all_issues_to_is_refused(
    town: Mayor, tmp_path: Path, spelling: str
) -> None:
    private = bare(tmp_path / "private.git")
    path = town.root / "mayor" / "daemon.json"
    remotes = {"enabled": True, "databases": {"widget": str(private)}}
    path.write_text(json.dumps({**json.loads(path.read_text()), "dolt_remotes": remotes}))
    with pytest.raises(errors.Invalid, match="has all issues"):
        rigs.publish(Town(town.root), "widget", spelling.format(private))


@pytest.mark.parametrize(
    "url", ["--upload-pack=x", "ext::sh -c id", "https://u:p@h/x\n", "-oProxyCommand=x:y", ""]
)
def test_what_is_no_remote_is_refused(town: Mayor, url: str) -> None:
    with pytest.raises((errors.Usage, errors.Invalid, errors.NotFound)):
        rigs.publish(Town(town.root), "widget", url)
    with pytest.raises((errors.Usage, errors.Invalid)):
        from beadwork.town.ledger import copies

        copies.fetch(Town(town.root), url or " ", lambda line: None)


def test_a_repository_without_a_branch_says_what_it_needs(town: Mayor, tmp_path: Path) -> None:
    empty = tmp_path / "empty.git"
    subprocess.run(["git", "init", "-q", "--bare", empty], check=True)
    done = town.gt("ledger", "publish", "widget", "--remote", empty)
    assert done.returncode == 1
    assert "git push origin HEAD" in done.stderr
    subprocess.run(["git", "-C", tmp_path, "clone", "-q", empty, "made"], check=True)
    author = ("-c", "user.name=T", "-c", "user.email=t@example.org")
    for words in (
        (*author, "commit", "-q", "--allow-empty", "-m", "x"),
        ("push", "-q", "origin", "HEAD"),
    ):
        subprocess.run(["git", "-C", tmp_path / "made", *words], check=True)
    assert town.answer("ledger", "publish", "widget")[0]["pushed"]


def test_a_remote_that_is_away_loses_nothing(town: Mayor, tmp_path: Path) -> None:
    place = bare(tmp_path / "ledger.git")
    town.answer("ledger", "publish", "widget", "--remote", place)
    hidden = place.rename(tmp_path / "hidden.git")
    finish(town, "wg-2", "More")
    done = town.gt("ledger", "publish", "widget")
    assert (done.returncode, "was not pushed to" in done.stderr) == (1, True)
    (status,) = town.answer("ledger", "status", "widget")
    assert (status["entries"], status["is_pushed"]) == (2, False)
    hidden.rename(place)
    (published,) = town.answer("ledger", "publish", "widget")
    assert (published["added"], published["entries"], published["pushed"]) == ({}, 2, True)


def test_many_who_publish_at_once_make_each_entry_once(town: Mayor, tmp_path: Path) -> None:
    place = bare(tmp_path / "ledger.git")
    town.answer("ledger", "publish", "widget", "--remote", place)
    for number in range(2, 6):
        finish(town, f"wg-{number}", "More")
    failures: list[Exception] = []

    def publish() -> None:
        try:
            rigs.publish(Town(town.root), "widget")
        except (errors.BeadworkError, ServerError) as error:
            failures.append(error)

    threads = [threading.Thread(target=publish) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not failures
    verified = town.answer("ledger", "verify", "--from", place)[0]
    assert (verified["verified"], verified["entries"]) == (True, 5)


@pytest.mark.parametrize("topology", ["per-town", "per-rig"])
def test_a_file_that_a_race_of_two_servers_lost_is_put_back(
    town: Mayor, tmp_path: Path, topology: str
) -> None:
    place = bare(tmp_path / "ledger.git")
    town.answer("ledger", "publish", "widget", "--remote", place)
    finish(town, "wg-2", "More")
    town.answer("ledger", "publish", "widget")
    assert_done(town.gt("dolt", "stop"))  # a running server remembers what the remote has
    lost = lose_a_file(place)
    path = town.root / "mayor" / "daemon.json"
    content = json.loads(path.read_text())
    content["dolt_server"]["topology"] = topology
    path.write_text(json.dumps(content))
    assert_done(town.gt("dolt", "start"))
    try:
        finish(town, "wg-3", "More")
        (published,) = town.answer("ledger", "publish", "widget")
        assert (published["entries"], published["pushed"]) == (3, True)
        assert lost in git(place, "ls-tree", DATA).splitlines()
        verified = town.answer("ledger", "verify", "--from", place)[0]
        assert (verified["verified"], verified["entries"]) == (True, 3)
    finally:
        assert_done(town.gt("dolt", "stop"))


def test_control_characters_of_another_town_reach_no_terminal(town: Mayor, tmp_path: Path) -> None:
    place = bare(tmp_path / "ledger.git")
    path = town.root / "mayor" / "town.json"
    chains = {"entity": "bob.example", "chains": ["web"]}
    path.write_text(json.dumps({**json.loads(path.read_text()), **chains}))
    script = '{"id":"wg-7","title":"a\\u001b[2Jb","status":"closed","priority":2,' \
        '"issue_type":"task","description":"x\\u001b]0;t\\u0007y",' \
        '"created_at":"2026-01-01T00:00:00Z","updated_at":"2026-01-01T00:00:00Z",' \
        '"closed_at":"2026-01-02T00:00:00Z"}\n'  # fmt: skip
    (tmp_path / "rows.jsonl").write_text(script)
    assert_done(town.person.run("import", tmp_path / "rows.jsonl", cwd=town.root / "widget"))
    town.answer("ledger", "publish", "widget", "--remote", place)
    hop = "hop://bob.example/web/widget/wg-7"
    assert elsewhere.find(Town(town.root), uri.parse(hop), lambda line: None).entry
    for done in (
        town.gt("ledger", "show", "widget"),
        town.gt("ledger", "show", "--from", place, "wg-7"),
        town.person.run("show", hop, cwd=town.root / "widget"),
    ):
        assert_done(done)
        assert "\x1b" not in done.stdout
        assert "\x07" not in done.stdout


def test_a_ledger_that_was_replaced_by_another_is_found_with_the_source(
    town: Mayor, tmp_path: Path
) -> None:
    """Right digests, a new history, and nobody who saw it before: only the issues tell."""
    place = bare(tmp_path / "ledger.git")
    town.answer("ledger", "publish", "widget", "--remote", place)
    (shown,) = town.answer("ledger", "show", "widget")
    content = canonical({**shown["content"], "assignee": "eve"})
    false = Entry(**{**shown, "content": content})
    false = false._replace(digest=entry.digest(false))
    dolt = offline.dolt_of(Town(town.root).server, lambda line: None)
    url = f"git+file://{place}"
    assert dolt.run(tmp_path, "clone", url, "eve").returncode == 0
    quoted = content.replace("'", "''")
    for words in (
        ("sql", "-q", f"UPDATE entries SET content = '{quoted}', digest = '{false.digest}'"),
        ("sql", "-q", f"UPDATE facts SET value = '{false.digest}' WHERE name = 'head'"),
        ("reset", "--soft", "HEAD~3"),
        ("add", "-A"),
        ("commit", "-m", "ledger: 1 entry"),
        ("push", "--force", "origin", "ledger"),
    ):
        done = dolt.run(tmp_path / "eve", *words)
        assert done.returncode == 0, done.stderr
    assert town.answer("ledger", "verify", "--from", place)[0]["verified"]
    compared = town.gt("ledger", "verify", "widget", "--from", place)
    assert compared.returncode == 1
    assert "entry 1: wg-1 was another one at its source commit" in compared.stdout
    assert "as they were published, 1 compared" in town.gt("ledger", "verify", "widget").stdout
