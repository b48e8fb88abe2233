"""Files of a repository are read within bounds and written where they stand, whatever is there."""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from harness import BIN, Person, Place, assert_done

LARGE = 46_000_000


def fifo(path: Path) -> None:
    os.mkfifo(path)


def directory(path: Path) -> None:
    path.mkdir()


def endless(path: Path) -> None:
    path.symlink_to("/dev/zero")


def large(path: Path) -> None:
    path.write_bytes(b" " * LARGE)


IN_PLACE = {
    fifo: "is a FIFO, no regular file",
    directory: "is a directory, no regular file",
    endless: "is a device, no regular file",
    large: "bytes",
}
"""What may stand where a file is expected, and what is said of it."""
WITHIN = "ulimit -v 3000000; exec timeout 20 "
"""How a command is run that shall neither wait nor take gigabytes."""


def bounded(
    place: Path, environment: dict[str, str], words: str, stdin: int | None = None
) -> subprocess.CompletedProcess[str]:
    """Run a shell line in a place within 20 s and 3 GB, and return what came of it."""
    done = subprocess.run(
        ["bash", "-c", f"{WITHIN}{BIN}/{words}"],
        cwd=place,
        env=environment,
        stdin=subprocess.DEVNULL if stdin is None else stdin,
        capture_output=True,
        text=True,
    )
    text = done.stdout + done.stderr
    assert done.returncode in range(13), text  # 124 is a time that ran out
    assert "Traceback" not in text, text
    assert "should not" not in text, text
    return done


@pytest.fixture
def clone(person: Person) -> Path:
    """A git repository with a workspace of the person's."""
    made = person.home / "code" / "api"
    made.mkdir(parents=True)
    subprocess.run(["git", "init", "-q", made], check=True, env=person.environment)
    assert_done(person.run("init", "-p", "api", cwd=made))
    return made


@pytest.mark.parametrize("make", IN_PLACE, ids=lambda make: make.__name__)
@pytest.mark.parametrize("name", ["metadata.json", "redirect", "config.yaml"])
def test_what_stands_in_place_of_a_file(
    clone: Path, person: Person, name: str, make: Callable[[Path], None]
) -> None:
    path = clone / ".beads" / name
    path.unlink(missing_ok=True)
    make(path)
    if name == "metadata.json" and make is endless:
        return  # a link out of the repository: test_places_of_repositories.py
    for words in ("bd list", "bd create Title", "bd config set dolt.auto-commit off", "bd where"):
        done = bounded(clone, person.environment, words)
        if "config" in words and name == "redirect":
            continue
        if done.returncode:
            assert str(path) in done.stderr, words
    done = bounded(clone, person.environment, "bd list")
    assert done.returncode == 1
    expected = (
        "out of the repository" if (name, make) == ("config.yaml", endless) else IN_PLACE[make]
    )
    assert expected in done.stderr


@pytest.mark.parametrize("make", IN_PLACE, ids=lambda make: make.__name__)
def test_what_stands_in_place_of_a_plan_of_init(
    person: Person, tmp_path: Path, make: Callable[[Path], None]
) -> None:
    (tmp_path / ".beads").mkdir()
    make(tmp_path / ".beads" / "init.json")
    done = bounded(tmp_path, person.environment, "bd init -p demo")
    if make is directory:
        assert done.returncode == 1
        assert f"{tmp_path / '.beads' / 'init.json'}" in done.stderr
    else:
        assert_done(done)
        assert not (tmp_path / ".beads" / "init.json").exists()


PLANS = {
    "no object": "[]",
    "a number for a database": {"database": 7},
    "a path for a database": {"database": "../x"},
    "a list of metadata": {"metadata": []},
    "one key too many": {"more": 1},
}


@pytest.mark.parametrize("damage", PLANS)
def test_a_plan_of_init_that_is_none(person: Person, tmp_path: Path, damage: str) -> None:
    (tmp_path / ".beads").mkdir()
    plan = {"database": "other", "project_id": "x", "prefix": "demo", "remote": "", "metadata": {}}
    change = PLANS[damage]
    text = change if isinstance(change, str) else json.dumps({**plan, **change})
    (tmp_path / ".beads" / "init.json").write_text(text)
    assert_done(bounded(tmp_path, person.environment, "bd init -p demo"))
    content = json.loads((tmp_path / ".beads" / "metadata.json").read_text())
    assert content["dolt_database"] == "demo"


def test_git_files_that_are_none(person: Person, tmp_path: Path) -> None:
    for number, make in enumerate((fifo, endless, large, lambda path: path.write_bytes(b"\0"))):
        place = tmp_path / str(number)
        place.mkdir()
        make(place / ".git")
        for words in ("bd list", "bd where"):
            assert "no beadwork workspace" in bounded(place, person.environment, words).stderr
        (place / ".git").unlink()
        (place / "own").mkdir()
        (place / ".git").write_text("gitdir: own\n")
        make(place / "own" / "commondir")
        bounded(place, person.environment, "bd list")


TEXTS = [
    "bd create Title --body-file {}",
    "bd comment {issue} --body-file {}",
    "bd import {}",
    "bd batch {}",
    "bd create --file {}",
]


@pytest.mark.parametrize("make", IN_PLACE, ids=lambda make: make.__name__)
def test_a_file_that_a_person_names(place: Place, make: Callable[[Path], None]) -> None:
    path = place.directory / "text"
    make(path)
    issue = json.loads(place.run("create", "One", "--json").stdout)["id"]
    for words in TEXTS:
        if make is large and "import" in words:
            continue  # 46 MB may be many issues
        line = words.format(path.name, issue=issue)
        done = bounded(place.directory, place.environment, line)
        assert (done.returncode, "text" in done.stderr) == (1, True), (line, done.stderr)
        assert IN_PLACE[make] in done.stderr, line


def test_what_the_shell_hands_over_still_works(place: Place) -> None:
    for line in (
        "bd create A --json --body-file <(echo said)",
        "bd create A --json --body-file /dev/stdin < <(echo said)",
        "bd create A --json --stdin < <(echo said)",
        "bd create A --json --body-file - <<< said",
    ):
        done = bounded(place.directory, place.environment, line)
        assert_done(done)
        assert json.loads(done.stdout)["description"].strip() == "said", line


def test_but_no_more_of_it_than_a_text_may_have(place: Place) -> None:
    for line in (
        "bd create A --body-file /dev/stdin < /dev/zero",
        "bd create A --stdin < /dev/zero",
        "bd create A --body-file <(cat /dev/zero)",
        "bd comment x - < <(yes)",
        "bd sql - < /dev/urandom",
        "bd batch - < <(yes)",
        "bd create --file - < /dev/zero",
    ):
        done = bounded(place.directory, place.environment, line)
        assert done.returncode == 1, line
        assert "has more than 4,000,000 bytes" in done.stderr, (line, done.stderr)


def test_a_metadata_of_an_issue_is_bounded_like_a_description(place: Place) -> None:
    row = {"id": "demo-1", "title": "A", "metadata": {"a": "x" * 1_200_000}}
    (place.directory / "rows.jsonl").write_text(json.dumps(row))
    done = bounded(place.directory, place.environment, "bd import rows.jsonl")
    assert done.returncode == 1
    assert "metadata" in done.stderr
    assert "bytes" in done.stderr


@pytest.fixture
def outside(person: Person) -> Path:
    """A directory with a file of the person's, outside of the repository."""
    made = person.home / "private"
    made.mkdir()
    (made / "file").write_text("secret: mine\n")
    return made


def unchanged(outside: Path) -> None:
    """Fail where anything was written or left outside."""
    assert {path.name for path in outside.iterdir()} == {"file"}
    assert (outside / "file").read_text() == "secret: mine\n"


@pytest.mark.parametrize("name", ["out.jsonl", "dir/out.jsonl"])
def test_an_export_follows_no_link_out_of_the_repository(
    clone: Path, person: Person, outside: Path, name: str
) -> None:
    link = clone / name.split("/")[0]
    link.symlink_to(outside if "/" in name else outside / "file")
    done = person.run("export", "-o", name, cwd=clone)
    assert done.returncode == 1
    assert f"{link} is a symbolic link out of the repository" in done.stderr
    assert f"Hint: bd export -o {outside}/" in done.stderr
    unchanged(outside)


def test_an_export_follows_other_links(clone: Path, person: Person, outside: Path) -> None:
    (clone / "dir").mkdir()
    (clone / "inside.jsonl").symlink_to("dir/real.jsonl")
    (person.home / "mine.jsonl").symlink_to(outside / "file")
    for name in (clone / "inside.jsonl", person.home / "mine.jsonl"):
        assert_done(person.run("export", "-o", name, cwd=clone))
        assert name.is_symlink()
    assert (clone / "dir" / "real.jsonl").exists()
    assert (outside / "file").read_text() == ""


def test_an_export_does_not_wait_for_a_fifo(clone: Path, person: Person) -> None:
    os.mkfifo(clone / "out")
    done = bounded(clone, person.environment, "bd export -o out")
    assert done.returncode == 1
    assert "out cannot be written" in done.stderr
    done = bounded(clone, person.environment, "bd export -o >(cat > copy)")
    assert_done(done)


LINKS = [".beads", ".beads/metadata.json", ".beads/init.json", ".beads/.gitignore"]


@pytest.mark.parametrize("name", LINKS)
def test_init_writes_through_no_link(
    person: Person, tmp_path: Path, outside: Path, name: str
) -> None:
    place = tmp_path / "theirs"
    (place / ".beads").mkdir(parents=True) if "/" in name else place.mkdir()
    subprocess.run(["git", "init", "-q", place], check=True, env=person.environment)
    (place / name).symlink_to(outside if name == ".beads" else outside / "file")
    done = bounded(place, person.environment, "bd init -p demo")
    assert done.returncode in (0, 1), done.stderr
    if done.returncode:
        assert f"{place / name} leads out of this repository" in done.stderr
    unchanged(outside)


@pytest.mark.parametrize("name", ["config.yaml", "migrate-dolt.json", ".gitignore"])
def test_other_commands_write_through_no_link(
    clone: Path, person: Person, outside: Path, name: str
) -> None:
    path = clone / ".beads" / name
    path.unlink(missing_ok=True)
    path.symlink_to(outside / "file")
    (clone / ".beads" / "issues.jsonl").write_text('{"id": "api-1", "title": "Old"}\n')
    for words in ("bd config set dolt.push off", "bd migrate dolt", "bd doctor --fix"):
        bounded(clone, person.environment, words)
        unchanged(outside)
        if not path.is_symlink():
            assert "secret" not in path.read_text()


@pytest.mark.parametrize("name", ["beads.db", "issues.jsonl", "dolt"])
def test_older_data_is_not_read_through_a_link(
    person: Person, tmp_path: Path, outside: Path, name: str
) -> None:
    row = '{"id": "own-1", "title": "Private", "created_at": "2025-01-01T00:00:00Z"}\n'
    (outside / "file").write_text(row)
    (outside / "noms" / ".dolt" / "noms").mkdir(parents=True)
    place = tmp_path / "theirs"
    (place / ".beads").mkdir(parents=True)
    subprocess.run(["git", "init", "-q", place], check=True, env=person.environment)
    (place / ".beads" / name).symlink_to(outside / "noms" if name == "dolt" else outside / "file")
    if name == "beads.db":
        (outside / "file").write_bytes(b"SQLite format 3\0" + b"\0" * 100)
    for words in ("bd migrate dolt", "bd init --from-jsonl"):
        done = bounded(place, person.environment, words)
        assert done.returncode, (words, done.stdout)
        assert "Private" not in done.stdout
    if name != "dolt":
        done = bounded(place, person.environment, "bd migrate dolt --dry-run")
        assert "is a symbolic link out of the repository" in done.stderr
        assert "nothing was read there" in done.stderr


def test_a_note_of_a_migration_names_nothing_outside(
    person: Person, tmp_path: Path, outside: Path
) -> None:
    row = '{"id": "own-1", "title": "Private", "created_at": "2025-01-01T00:00:00Z"}\n'
    (outside / "file").write_text(row)
    beads = tmp_path / ".beads"
    beads.mkdir()
    for name in (str(outside / "file"), os.path.relpath(outside / "file", beads)):
        (beads / "migrate-dolt.json").write_text(
            json.dumps({"date": "2025-01-01", "files": [name]})
        )
        done = bounded(tmp_path, person.environment, "bd migrate dolt")
        assert done.returncode == 1, done.stdout
        assert (outside / "file").read_text() == row


def test_sqlite_that_stands_for_gigabytes(person: Person, tmp_path: Path) -> None:
    import sqlite3

    beads = tmp_path / ".beads"
    beads.mkdir()
    with sqlite3.connect(beads / "beads.db") as made:
        made.execute("CREATE TABLE issues(id TEXT, title TEXT AS (zeroblob(200000000)) VIRTUAL)")
        made.execute("INSERT INTO issues(id) VALUES ('a-1')")
    made.close()
    done = bounded(tmp_path, person.environment, "bd migrate dolt --dry-run")
    assert done.returncode == 1
    assert "beads.db is damaged" in done.stderr
