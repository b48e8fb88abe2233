"""What a fetched, joined, adopted or merged database brings beside issues never runs, and is named.

Each kind is planted by raw SQL, pushed, and fetched by somebody else.
"""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest

from beadwork.dolt.connection.server_errors import ServerError
from beadwork.dolt.connection.session import Session
from beadwork.dolt.databases import fingerprint
from beadwork.dolt.server import access
from beadwork.dolt.server.files import record
from beadwork.dolt.writing.author import Author
from beadwork.dolt.writing.write import Writer
from beadwork.store import identity_check, schema_check
from beadwork.store.identity_check import SCHEMA_VERSION
from harness import Mayor, Person, Place, assert_done

PLANTED = {
    "trigger thief": "CREATE TRIGGER thief BEFORE INSERT ON issues FOR EACH ROW"
    " SET NEW.notes = 'stolen'",
    "view peek": "CREATE VIEW peek AS SELECT 1",
    "event later": "CREATE EVENT later ON SCHEDULE EVERY 1 DAY DO SELECT 1",
    "procedure reset": "CREATE PROCEDURE reset() SELECT 1",
    "table extra": "CREATE TABLE extra (id INT PRIMARY KEY)",
    "definition of memories: constraint": "ALTER TABLE memories ADD CONSTRAINT odd CHECK (value "
    "<> 'x')",
    "definition of memories: g int": "ALTER TABLE memories ADD COLUMN g INT"
    " GENERATED ALWAYS AS (LENGTH(value)) STORED",
    "definition of comments: extra2 json": "ALTER TABLE comments ADD COLUMN extra2 JSON",
    "definition of config: value": "ALTER TABLE config MODIFY COLUMN value LONGTEXT",
    "pattern issues": "INSERT INTO dolt_ignore VALUES ('issues', 1)",
}
RUNS = [name for name in PLANTED if name.split()[0] in ("trigger", "view", "event", "procedure")]


def test_our_files_and_dolt_agree_about_every_table(session: Session) -> None:
    assert schema_check.look(fingerprint.server_query(session), SCHEMA_VERSION) == []
    head = session.rows("SELECT DOLT_HASHOF('HEAD')")[0][0]
    assert schema_check.look(fingerprint.server_query(session), SCHEMA_VERSION, head) == []


def test_a_migration_that_was_cut_off_is_not_foreign(session: Session) -> None:
    """Its tables and columns are there already, and the version is still the one before."""
    for version in range(1, SCHEMA_VERSION + 1):
        assert schema_check.look(fingerprint.server_query(session), version) == []
    session.run("CREATE TABLE extra (id INT PRIMARY KEY)")
    (found,) = schema_check.look(fingerprint.server_query(session), 1)
    assert str(found) == "the table extra"


def test_a_commit_is_a_hash_or_is_not_asked_about(session: Session) -> None:
    with pytest.raises(ValueError, match="HEAD"):
        schema_check.look(fingerprint.server_query(session), SCHEMA_VERSION, "HEAD' OR '1")


@pytest.mark.parametrize("planted", PLANTED)
def test_what_is_planted_is_seen_and_taken_out(planted: str, session: Session) -> None:
    session.run(PLANTED[planted].replace("%", "%%"))
    found = schema_check.look(fingerprint.server_query(session), SCHEMA_VERSION)
    assert any(str(foreign).startswith(f"the {planted}") for foreign in found), found
    session.rows("CALL DOLT_COMMIT('-Am', 'planted')")
    head = session.rows("SELECT DOLT_HASHOF('HEAD')")[0][0]
    assert schema_check.look(fingerprint.server_query(session), SCHEMA_VERSION, head) == found
    with Session(session.address, session.database, branch=session.branch) as plain:
        writer = Writer(plain, Author("me", "me@example.org"), revive=_fail)
        dropped = schema_check.drop(writer, found, "test")
    left = [foreign for foreign in found if foreign not in dropped]
    assert {foreign.kind for foreign in left} <= {"definition", "pattern"}
    assert schema_check.look(fingerprint.server_query(session), SCHEMA_VERSION) == left


@pytest.mark.parametrize("planted", RUNS)
def test_a_tracker_with_code_is_not_opened(planted: str, place: Place, session: Session) -> None:
    session.run(PLANTED[planted].replace("%", "%%"))
    for words in (["list"], ["create", "New"], ["show", "demo-1"], ["ready", "--json"]):
        done = place.run(*words)
        assert (done.returncode, done.stdout) == (1, "")
        assert f"has what no tracker has: the {planted}" in done.stderr
        assert "bd doctor --check foreign-objects" in done.stderr
    error = json.loads(place.run("list", "--json").stderr)
    assert error["code"] == "foreign_schema"


def test_the_doctor_names_it_and_drops_it(person: Person, tmp_path: Path) -> None:
    assert_done(person.run("init", "-p", "demo", "--database", "demo", cwd=tmp_path))
    assert_done(person.run("create", "One", cwd=tmp_path))
    assert_done(person.run("branch", "create", "side", cwd=tmp_path))
    _sql(person, "demo", *(PLANTED[name] for name in RUNS), "CALL DOLT_COMMIT('-Am', 'planted')")
    _sql(person, "demo/side", PLANTED["view peek"], "CALL DOLT_COMMIT('-Am', 'planted')")
    words = ("doctor", "--check", "foreign-objects")
    done = person.run(*words, "--json", cwd=tmp_path)
    (check,) = json.loads(done.stdout)["checks"]
    assert (done.returncode, check["state"]) == (1, "error")
    expected = [*(f"the {name}" for name in RUNS), "on branch side: the view peek"]
    assert sorted(check["evidence"]) == sorted(expected)
    assert_done(person.run(*words, "--fix", cwd=tmp_path))
    assert "One" in person.run("list", cwd=tmp_path).stdout
    assert "doctor drops the event later" in person.run("log", "-n", "1", cwd=tmp_path).stdout


def _sql(person: Person, database: str, *statements: str) -> None:
    known = record.read(person.server)
    assert known
    with Session(access.address(person.server, known), database) as session:
        for statement in statements:
            session.rows(statement.replace("%", "%%"))


@pytest.mark.parametrize("planted", PLANTED)
def test_a_fetched_tracker_that_brings_more_is_refused_by_name(
    planted: str, person: Person, tmp_path: Path
) -> None:
    for name in ("other", "evil"):
        (tmp_path / name).mkdir()
        assert_done(person.run("init", "-p", name, "--database", name, cwd=tmp_path / name))
    assert_done(person.run("create", "Mine", cwd=tmp_path / "other"))
    remote = tmp_path / "remote"
    remote.mkdir()
    url = f"file://{remote}"
    _sql(
        person,
        "evil",
        PLANTED[planted],
        "CALL DOLT_COMMIT('-Am', 'planted')",
        f"CALL DOLT_REMOTE('add', 'far', '{url}')",
        "CALL DOLT_PUSH('far', 'main')",
    )
    project = tmp_path / "project"
    project.mkdir()
    words = ["init", "--from-remote", url, "--database", "fetched"]
    refused = person.run(*words, "--json", cwd=project)
    assert (refused.returncode, refused.stdout) == (1, "")
    error = json.loads(refused.stderr)
    assert error["code"] == "foreign_schema"
    assert f"the {planted}" in error["error"]
    known = record.read(person.server)
    assert known
    with Session(access.address(person.server, known), None) as session:
        assert ("fetched",) not in session.rows("SHOW DATABASES")
    if planted.startswith(("definition", "pattern")):
        return
    taken = person.run(*words, "--drop-foreign", cwd=project)
    assert_done(taken)
    assert f"the {planted}" in taken.stderr
    assert_done(person.run("create", "After", cwd=project))


def test_the_look_costs_no_round_trip(place: Place) -> None:
    packets: list[str] = []
    with place.tracker(on_packet=packets.append) as tracker:
        tracker.ask(lambda session: session.rows("SELECT COUNT(*) FROM issues"))
    assert len([packet for packet in packets if identity_check.CODE in packet]) == 1
    assert len(packets) == 1


def test_a_branch_that_brings_more_is_not_merged(place: Place, session: Session) -> None:
    assert_done(place.run("create", "One", "--id", "demo-1"))
    branch = f"{place.branch}-evil"
    assert_done(place.run("branch", "create", branch))
    with Session(session.address, session.database, branch=branch) as theirs:
        theirs.run(PLANTED["trigger thief"])
        theirs.rows("CALL DOLT_COMMIT('-Am', 'planted')")
    for flags in ([], ["--preview"]):
        done = place.run("merge", branch, *flags)
        assert (done.returncode, done.stdout) == (1, "")
        assert f"{branch} has what no tracker has: the trigger thief" in done.stderr
    assert session.rows("SELECT COUNT(*) FROM dolt_schemas") == ((0,),)
    session.rows("CALL DOLT_BRANCH('-D', '--force', %s)", branch)


def _fail(error: ServerError) -> None:
    raise error


@pytest.mark.parametrize("topology", ["per-town", "per-rig"])
def test_a_rig_whose_remote_brings_more_is_added_without_it_on_request(
    mayor: Mayor, project: Path, topology: str, tmp_path: Path
) -> None:
    bare = tmp_path / "bare.git"
    subprocess.run(["git", "clone", "-q", "--bare", project, bare], check=True)
    evil = tmp_path / "evil"
    evil.mkdir()
    assert_done(mayor.person.run("init", "-p", "evil", "--database", "evil", cwd=evil))
    assert_done(mayor.person.run("create", "One", cwd=evil))
    _sql(
        mayor.person,
        "evil",
        *(PLANTED[planted] for planted in RUNS),
        "CALL DOLT_COMMIT('-Am', 'planted')",
        f"CALL DOLT_REMOTE('add', 'far', 'git+file://{bare}')",
        "CALL DOLT_PUSH('far', 'main')",
    )
    if topology == "per-rig":
        assert_done(mayor.gt("dolt", "stop"))
        settings = mayor.root / "mayor" / "daemon.json"
        content = json.loads(settings.read_text())
        content["dolt_server"]["topology"] = topology
        settings.write_text(json.dumps(content))
    refused = mayor.gt("rig", "add", "api", bare, "--json")
    error = json.loads(refused.stderr.splitlines()[-1])
    assert (refused.returncode, error["code"]) == (1, "foreign_schema")
    assert "the trigger thief" in error["error"]
    assert error["hint"] == "gt rig add api … --drop-foreign"
    assert "api" not in {rig["name"] for rig in mayor.answer("rig", "list")}
    taken = mayor.gt("rig", "add", "api", bare, "--drop-foreign")
    assert_done(taken)
    assert all(planted in taken.stderr for planted in RUNS)
    clone = mayor.root / "api" / "mayor" / "rig"
    assert "One" in mayor.person.run("list", cwd=clone).stdout
    log = mayor.person.run("log", "-n", "3", cwd=clone).stdout
    assert "drops the" in log
