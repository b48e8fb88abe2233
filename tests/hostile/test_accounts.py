"""Each project has an SQL account that reaches its own database and nothing else.

What runs with a project's rights (a trigger, were it not refused before) reaches no neighbour, no
account, no file and no remote, and can plant nothing that runs.
"""

from __future__ import annotations

import shutil
from contextlib import suppress
from pathlib import Path

import pytest

from beadwork.dolt.connection.address import Address
from beadwork.dolt.connection.server_errors import ServerError
from beadwork.dolt.connection.session import Session
from beadwork.dolt.server import access, accounts
from beadwork.dolt.server.files import record
from beadwork.dolt.server.files.record import Record
from beadwork.town.layout import Town
from beadwork.town.rigs import trackers
from beadwork.tracker import InternalTracker
from harness import Mayor, Person, Place, assert_done

FORBIDDEN = (
    "SELECT title FROM theirs.issues",
    "SELECT title FROM `theirs/main`.issues",
    "SELECT message FROM theirs.dolt_log",
    "INSERT INTO theirs.memories VALUES ('k', 'v', NOW())",
    "USE theirs",
    "SELECT user FROM mysql.user",
    "CREATE TRIGGER t BEFORE INSERT ON issues FOR EACH ROW SET NEW.notes = 'x'",
    "CREATE VIEW v AS SELECT 1",
    "CREATE PROCEDURE p() SELECT 1",
    "CREATE EVENT e ON SCHEDULE EVERY 1 DAY DO SELECT 1",
    "ALTER TABLE memories ADD COLUMN more INT",
    "DROP TABLE memories",
    "DROP DATABASE theirs",
    "CREATE USER 'me'@'localhost' IDENTIFIED BY 'x'",
    "GRANT ALL ON *.* TO 'bd_mine'@'localhost'",
    "CALL DOLT_GC()",
    "CALL DOLT_REMOTE('add', 'far', 'file:///tmp/far')",
    "CALL DOLT_PUSH('far', 'main')",
    "CALL DOLT_CLONE('file:///tmp/far', 'cloned')",
    "CALL DOLT_BACKUP('sync-url', 'file:///tmp/far')",
    "KILL 1",
)


@pytest.fixture
def projects(person: Person, tmp_path: Path) -> dict[str, Path]:
    """The directories of two projects, `mine` and `theirs`, on one server."""
    found = {}
    for name in ("mine", "theirs"):
        found[name] = tmp_path / name
        found[name].mkdir()
        assert_done(person.run("init", "-p", name, "--database", name, cwd=found[name]))
        assert_done(person.run("create", f"A secret of {name}", cwd=found[name]))
    return found


def root(person: Person) -> Address:
    known = record.read(person.server)
    assert known
    return access.address(person.server, known)


@pytest.mark.usefixtures("projects")
def test_what_a_project_may_not(person: Person) -> None:
    own = accounts.of_project(person.server, root(person), "mine")
    assert own
    allowed = []
    for statement in FORBIDDEN:
        with Session(own, "mine") as session, suppress(ServerError):
            session.rows(statement.replace("%", "%%"))
            allowed.append(statement)
    assert allowed == []
    with Session(own, "mine") as session:
        assert session.rows("SELECT LOAD_FILE('/etc/hostname')") == ((None,),)
        assert session.rows("SELECT COUNT(*) FROM issues") == ((1,),)


@pytest.mark.usefixtures("projects")
def test_the_reader_reads_every_project_and_writes_none(person: Person) -> None:
    reader = accounts.of_reader(person.server, root(person))
    assert reader
    with Session(reader, None) as session:
        rows = session.rows("SELECT title FROM mine.issues UNION SELECT title FROM theirs.issues")
        assert len(rows) == 2
    for statement in (
        "DELETE FROM mine.issues",
        "SELECT user FROM mysql.user",
        "CALL DOLT_COMMIT('-Am', 'x')",
    ):
        with Session(reader, "mine") as session, pytest.raises(ServerError):
            session.rows(statement)


def test_a_trigger_that_root_let_in_reaches_no_neighbour(
    person: Person, projects: dict[str, Path]
) -> None:
    with Session(root(person), "mine") as session:
        session.run(
            "CREATE TRIGGER thief BEFORE INSERT ON memories FOR EACH ROW"
            " SET NEW.value = (SELECT GROUP_CONCAT(title) FROM theirs.issues)"
        )
    own = accounts.of_project(person.server, root(person), "mine")
    assert own
    with Session(own, "mine") as session, pytest.raises(ServerError, match="theirs"):
        session.run("INSERT INTO memories VALUES ('k', 'v', NOW())")
    with Session(root(person), "mine") as session:
        assert session.rows("SELECT * FROM memories") == ()
    assert person.run("remember", "x", cwd=projects["mine"]).returncode == 1


def test_a_tracker_works_as_the_project(place: Place) -> None:
    with place.tracker() as tracker:
        for ask in (tracker.ask, lambda q: tracker.change(lambda tx: q(tx.session))):
            ((user,),) = ask(lambda reader: reader.rows("SELECT CURRENT_USER()"))  # type: ignore[no-untyped-call]
            assert user == "bd_shared_by_tests@localhost"


def test_its_password_is_for_nobody_else(person: Person, projects: dict[str, Path]) -> None:
    directory = Path(person.server.control) / "passwords"
    (of_server,) = directory.iterdir()
    assert {path.stat().st_mode & 0o777 for path in (directory, of_server)} == {0o700}
    files = sorted(of_server.iterdir())
    assert [file.name for file in files] == ["bd_mine", "bd_reader", "bd_theirs"]
    assert {file.stat().st_mode & 0o777 for file in files} == {0o600}
    assert len({file.read_text() for file in files}) == 3


def test_accounts_that_the_server_lost_are_made_again(
    person: Person, projects: dict[str, Path]
) -> None:
    assert_done(person.run("dolt", "stop", cwd=projects["mine"]))
    shutil.rmtree(Path(person.server.data) / ".doltcfg")
    for words in (("create", "After"), ("list",), ("close", "mine-", "--help")):
        assert_done(person.run(*words, cwd=projects["mine"]))
    assert "After" in person.run("list", cwd=projects["mine"]).stdout


def test_a_database_from_before_there_were_accounts_gets_one(
    person: Person, projects: dict[str, Path]
) -> None:
    shutil.rmtree(Path(person.server.control) / "passwords")
    assert_done(person.run("create", "First", cwd=projects["theirs"]))
    assert accounts.of_project(person.server, root(person), "theirs")


def test_many_that_come_first_make_one_account(person: Person, projects: dict[str, Path]) -> None:
    shutil.rmtree(Path(person.server.control) / "passwords")
    running = [person.start("create", f"Issue {n}", cwd=projects["mine"]) for n in range(8)]
    for process in running:
        assert process.wait(timeout=120) == 0, process.stderr and process.stderr.read()
    assert person.run("count", cwd=projects["mine"]).stdout.strip().endswith("9")


def test_a_long_name_has_an_account_of_its_own() -> None:
    names = {accounts.name(f"{'x' * 60}{n}") for n in range(3)} | {accounts.name("reader")}
    assert len(names) == 4
    assert all(len(name) <= accounts.LONGEST_NAME for name in names)
    assert accounts.READER not in names


def test_an_opening_costs_the_same_packets_as_root(place: Place) -> None:
    packets: list[str] = []
    with place.tracker(on_packet=packets.append) as tracker:
        assert isinstance(tracker, InternalTracker)
        tracker.ask(lambda session: session.rows("SELECT COUNT(*) FROM issues"))
    assert len(packets) == 1


@pytest.mark.parametrize("words", [["status"], ["ready"]])
def test_what_gt_reads_it_does_not_read_as_root(
    mayor: Mayor, project: Path, words: list[str]
) -> None:
    assert_done(mayor.gt("rig", "add", "widget", project))
    town = Town(mayor.root)
    with trackers.session(town) as session:
        assert session.address.user == accounts.READER
    before = mayor.gt(*words)
    root = access.address(town.server, known_of(town))
    with Session(root, None) as session:
        session.run("ALTER USER root@localhost IDENTIFIED BY 'changed'")
    try:
        done = mayor.gt(*words)
        assert "password" not in done.stderr
        assert done.stdout == before.stdout
    finally:
        changed = root._replace(password="changed")
        with Session(changed, None) as session:
            session.run("ALTER USER root@localhost IDENTIFIED BY %s", root.password)


def test_root_reads_again_what_the_reader_may_not(mayor: Mayor, project: Path) -> None:
    assert_done(mayor.gt("rig", "add", "widget", project))
    town = Town(mayor.root)
    with Session(access.address(town.server, known_of(town)), None) as session:
        session.run(f"REVOKE SELECT ON `widget`.* FROM {accounts.READER}@localhost")
    assert "widget" in mayor.gt("status").stdout
    assert_done(mayor.gt("ready"))


def known_of(town: Town) -> Record:
    """Return the record of a town's server."""
    known = record.read(town.server)
    assert known
    return known
