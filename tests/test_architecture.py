"""The conventions of the project, held by tests: where imports point, what a hot command loads, how
code is laid out.
"""

from __future__ import annotations

import ast
import json
import re
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest

import import_graph
from beadwork.bd.main import PROGRAM as BD
from beadwork.bd.table import ALIASES
from beadwork.console.dispatch import load
from beadwork.console.help import of_program
from beadwork.console.program import Program
from beadwork.gt.main import PROGRAM as GT
from beadwork.serve import preload
from harness import ROOT, Place

SOURCE = ROOT / "src" / "beadwork"
FILES = sorted(SOURCE.rglob("*.py"))

SLOW = {
    "argparse_completions", "asyncio", "concurrent", "configparser", "cryptography", "dateparser",
    "email",
    "filelock", "getpass", "http",
    "importlib.metadata", "inspect", "logging", "multiprocessing", "pathlib", "pkgutil",
    "platformdirs", "psutil", "random",
    "regex", "rich", "ruamel", "shtab", "ssl", "subprocess", "tempfile", "tenacity", "threading",
    "traceback",
    "unittest", "urllib", "uuid",
}  # fmt: skip
"""Modules that no hot command loads: each costs milliseconds that forty calls at once pay forty
times.
"""
MOST_OWN = 110
"""Modules and packages of our own that a hot command loads at most: each costs 0.1 ms or more."""
UNSEEN = ("dolt restart", "dolt install")
"""What a transcript on the shared server cannot run: tests/dolt/server and tests/dolt/install have
them.
"""
HOT = {
    "show": ["show", "demo-1"],
    "list": ["list"],
    "list --json": ["list", "--json"],
    "ready": ["ready"],
    "create": ["create", "Another"],
    "update": ["update", "demo-1", "-p", "1"],
    "close": ["close", "demo-1"],
}


def test_imports_point_down() -> None:
    done = subprocess.run(
        [Path(sys.executable).with_name("lint-imports")], cwd=ROOT, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stdout


def test_no_modules_import_one_another() -> None:
    """An import inside a function hides a cycle and does not break it, so it is counted too."""
    assert import_graph.cycles(import_graph.of_package(SOURCE)) == []


def test_a_cycle_of_imports_is_found(tmp_path: Path) -> None:
    package = tmp_path / "package"
    package.mkdir()
    (package / "__init__.py").touch()
    (package / "first.py").write_text("from package.second import name\n")
    (package / "second.py").write_text("def f():\n    from package import third\n")
    (package / "third.py").write_text("if TYPE_CHECKING:\n    import package.first\n")
    (package / "fourth.py").write_text("from package import first\n")
    assert import_graph.cycles(import_graph.of_package(package)) == [
        ["package.first", "package.second", "package.third"]
    ]


@pytest.mark.parametrize("name", HOT)
def test_a_hot_command_loads_nothing_slow_and_starts_no_process(name: str, place: Place) -> None:
    place.run("create", "One", "--id", "demo-1")  # which also remembers git's user
    script = (
        "import sys, os, json\n"
        "started = []\n"
        "sys.addaudithook(lambda event, args: started.append(event) if event in"
        " ('subprocess.Popen', 'os.system', 'os.fork', 'os.posix_spawn') else None)\n"
        "def end(status):\n"
        "    sys.stderr.write(json.dumps([status, started, sorted(sys.modules)]))\n"
        "os._exit = end\n"
        f"sys.argv = ['bd', *{HOT[name]!r}]\n"
        "from beadwork.bd.main import main\n"
        "main()\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script],
        cwd=place.directory,
        env=place.environment,
        capture_output=True,
        text=True,
    )
    status, started, modules = json.loads(done.stderr.splitlines()[-1])
    assert status == 0
    assert started == []
    loaded = {
        module
        for module in modules
        if any(module == slow or module.startswith(f"{slow}.") for slow in SLOW)
    }
    assert not loaded
    assert sum(module.split(".")[0] == "beadwork" for module in modules) <= MOST_OWN


def test_a_command_server_loads_modules_that_exist() -> None:
    assert [name for name in preload.MODULES if find_spec(name) is None] == []


@pytest.mark.parametrize("file", FILES, ids=lambda file: str(file.relative_to(SOURCE)))
def test_a_module_says_why_it_exists(file: Path) -> None:
    if file.name == "__init__.py" and not file.read_text().strip():
        return
    assert ast.get_docstring(ast.parse(file.read_text())), f"{file} has no docstring"


def test_a_name_is_imported_from_where_it_is_defined() -> None:
    """`import name as name` is how a module hands on what another one defines."""
    for file in FILES:
        for node in ast.walk(ast.parse(file.read_text())):
            if isinstance(node, ast.ImportFrom):
                handed_on = [alias.name for alias in node.names if alias.asname == alias.name]
                assert not handed_on, f"{file}:{node.lineno}: {handed_on}"


def test_no_sql_above_the_store() -> None:
    sql = re.compile(
        r"^\s*(SELECT .* FROM|INSERT INTO|REPLACE INTO|UPDATE \w+ SET|DELETE FROM|CALL DOLT_)",
        re.DOTALL,
    )
    for file in FILES:
        if file.relative_to(SOURCE).parts[0] in ("store", "dolt"):
            continue
        for node in ast.walk(ast.parse(file.read_text())):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                assert not sql.match(node.value), f"{file}:{node.lineno}: SQL belongs to store/"


@pytest.mark.parametrize("program", [BD, GT], ids=lambda program: program.name)
def test_every_row_of_the_table_has_its_module_and_every_module_its_row(program: Program) -> None:
    for name in program.commands():
        module = load(program, name)
        assert module.__doc__, name
        assert callable(module.arguments), name
        assert callable(module.run), name
        assert re.search(rf"\n *{program.name} {name}\b", module.__doc__), (
            f"the help of {name} has no example"
        )
    package = SOURCE / program.name / "commands"
    files = {
        f"{file.parent.name}/{file.stem}"
        for file in package.glob("*/*.py")
        if file.stem != "__init__"
    }
    assert files == {"/".join(program.module(name).split(".")[-2:]) for name in program.commands()}


@pytest.mark.parametrize("program", [BD, GT], ids=lambda program: program.name)
def test_sections_of_the_table_are_the_folders_and_the_chapters(program: Program) -> None:
    titles = [title for title, _ in program.sections]
    folders = {folder.name for folder in _folders(SOURCE / program.name / "commands")}
    assert folders == {title.lower() for title in titles}
    reference = (ROOT / "docs" / "reference.md").read_text()
    assert re.findall(rf"^## {program.name}: (.*)$", reference, re.MULTILINE) == titles


def _folders(place: Path) -> list[Path]:
    return [
        folder
        for folder in place.iterdir()
        if folder.is_dir() and folder.name not in ("__pycache__", "schema")
    ]


def _modules(folder: Path) -> list[str]:
    return [
        entry.name
        for entry in folder.iterdir()
        if entry.name not in ("__init__.py", "__pycache__", "py.typed")
    ]


@pytest.mark.parametrize(
    "folder",
    [folder for folder in SOURCE.rglob("*") if folder in _folders(folder.parent)],
    ids=lambda folder: str(folder.relative_to(SOURCE)),
)
def test_a_folder_is_a_room_and_no_hall(folder: Path) -> None:
    """It has two entries or more, and few enough to be read at a glance."""
    most = 30 if "commands" in folder.parts else 22
    assert 2 <= len(_modules(folder)) <= most


UNMIRRORED = {
    "__pycache__", "chaos", "deploy", "drills", "exchange", "hostile", "machines", "support",
    "transcripts",
}  # fmt: skip
"""Folders of tests that are of no room of the source: they run the whole."""


def test_the_folders_of_tests_are_those_of_the_source() -> None:
    tests = ROOT / "tests"
    for folder in tests.rglob("*/"):
        place = folder.relative_to(tests)
        if not place.parts or place.parts[0] in UNMIRRORED or place.name in UNMIRRORED:
            continue
        rooms = (SOURCE / place, SOURCE / place.parts[0] / "commands" / Path(*place.parts[1:]))
        assert any(room.is_dir() for room in rooms), place


@pytest.mark.parametrize("name", [name for name in BD.commands() if name not in UNSEEN])
def test_every_command_has_a_transcript(name: str) -> None:
    spoken = re.compile(rf"\$ .*\bbd (-\S+ (\S+ )?)*{name}\b")
    assert any(
        spoken.search(file.read_text()) for file in (ROOT / "tests" / "transcripts").rglob("*.t")
    )


def test_an_alias_names_a_command_and_hides_none() -> None:
    for alias, name in ALIASES.items():
        assert name in BD.commands(), alias
        assert alias not in BD.commands()


@pytest.mark.parametrize("program", [BD, GT], ids=lambda program: program.name)
def test_help_fits_a_terminal(program: Program) -> None:
    for line in of_program(program).splitlines():
        assert len(line) <= 80, line


def test_the_project_names_only_itself() -> None:
    """Nothing that is committed has a path of somebody's machine in it."""
    tracked = subprocess.run(
        ["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout
    for name in filter(None, tracked.split("\0")):
        file = ROOT / name
        if not file.is_file() or name == "tests/test_architecture.py":
            continue
        text = file.read_text(errors="replace")
        assert not re.search(r"/(home|Users)/[a-z]+/(?!\.)", text.replace("/home/user/", "")), name


OPENING = {
    "open", "fdopen", "read_text", "read_bytes", "write_text", "write_bytes", "mkstemp",
    "copy", "copy2", "copyfile", "copytree", "sendfile", "mmap",
}  # fmt: skip
"""How Python opens files, by the last word of the call."""
OPENERS = {
    "bd/snapshots.py": "makes a mark, and locks the person's own directory",
    "console/dispatch.py": "/dev/null, where nobody reads the output any more",
    "serve/autostart.py": "a lock file in its own directory",
    "serve/client.py": "directories, and what the kernel says of a process",
    "serve/likeness.py": "what the kernel says of a process",
    "serve/listener.py": "a lock file in its own directory",
    "serve/mailbox.py": "a byte of memory that processes share, no file",
    "serve/place.py": "its own directory, through no link",
    "console/terminal.py": "the three streams of the process, where one is missing",
    "bd/commands/exchange/export.py": "writes to a pipe or a device that the person names",
    "town/rigs/registry_lock.py": "a lock file of the town, never read",
    "town/workers/worker_lock.py": "a lock file of the town",
    "dolt/writing/writer_lock.py": "writes a signature beside our own socket, through no link",
    "dolt/server/files/private_files.py": "a reader itself: of secrets, through no link",
    "dolt/server/files/preallocated.py": "overwrites the reserve of its own in place",
    "dolt/server/files/log.py": "keeps an old log, in the server's own directory",
    "dolt/server/lifecycle/launch.py": "appends to the server's own log",
    "dolt/server/lifecycle/service.py": "a template of the package",
    "dolt/install/archive.py": "what was downloaded, after its checksum was compared",
    "dolt/install/child_processes.py": "writes the output of a build",
    "dolt/install/fetch.py": "a URL, and the file that it is downloaded to",
    "dolt/install/place.py": "a directory, for its fsync",
    "dolt/install/wheels.py": "writes into the directory of a build",
    "dolt/databases/offline.py": "writes into a temporary directory",
    "dolt/program.py": "writes into a temporary directory",
    "store/migrations.py": "the numbered SQL files of the package",
    "town/daemon/control.py": "appends to the daemon's own log",
    "town/daemon/service.py": "a template of the package",
    "town/recovery/backup.py": "writes into the directory of a new backup",
    "town/recovery/candidates.py": "a damaged database of the town's own, whole",
}  # fmt: skip
"""Who opens a file beside beadwork.files, and why it need not be bounded."""


def _opens(file: Path) -> set[str]:
    found = set()
    for node in ast.walk(ast.parse(file.read_text())):
        if isinstance(node, ast.Call):
            name = getattr(node.func, "id", getattr(node.func, "attr", ""))
            owner = ast.unparse(getattr(node.func, "value", ast.Constant("")))
            is_ours = owner == "bounded" or (name == "copy" and owner != "shutil")
            if name in OPENING and not is_ours:
                found.add(name)
    return found


def test_only_one_room_opens_files() -> None:
    """What a path leads to may be anybody's: it is read by `beadwork.files`, within a limit."""
    openers = {str(file.relative_to(SOURCE)) for file in FILES if _opens(file)}
    assert {name for name in openers if not name.startswith("files/")} == OPENERS.keys()


def test_only_one_room_parses_files_of_json_and_yaml() -> None:
    """`json.loads` of a column, or of what a program printed, is no file's."""
    for file in FILES:
        name = str(file.relative_to(SOURCE))
        text = file.read_text()
        assert "json.load(" not in text, name
        if "json.loads(" in text:
            assert name.split("/")[0] in ("store", "model", "files", "dolt", "ui", "serve"), name
        if re.search(r"YAML\(\S*\)\.(load|parse)", text):
            assert name == "files/yaml_file.py"
