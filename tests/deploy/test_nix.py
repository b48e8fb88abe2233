"""The flake, the overlay and the home-manager modules of deploy/nix, evaluated by Nix with a stub
of nixpkgs' `lib`.

The store is a dummy that takes nothing: an evaluation that would copy a file into it, a password's
among them, fails.
"""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import tomllib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from beadwork.dolt.server.files import record
from beadwork.dolt.server.files.home import Home
from beadwork.dolt.server.lifecycle import stop
from harness import BIN, ROOT, Person

pytestmark = pytest.mark.skipif(
    not shutil.which("nix-instantiate"),
    reason="nix-instantiate is not here: .ci/set-up installs it (Debian: nix-bin)",
)

HERE = ROOT / "tests" / "deploy"
BEADS = "CUSTOM.programs.beads"
SERVER = "CUSTOM.services.dolt-server"
PASSWORD = "/home/user/.config/beads/remote password"
ALL_ON = f"""
    {BEADS} = {{
      enable = true;
      federation = {{ remoteUser = "me 100%"; remotePasswordFile = "{PASSWORD}"; }};
    }};
"""
SOPS = (
    f"{BEADS} = {{ enable = true; federation.secrets = {{ enable = true; sopsFile = ./stub.nix; "
    f"}}; }};"
)


def nix(expression: str) -> subprocess.CompletedProcess[str]:
    words = [
        "nix-instantiate",
        "--eval",
        "--strict",
        "--json",
        "--store",
        "dummy://",
        "-E",
        expression,
    ]
    return subprocess.run(words, cwd=HERE, capture_output=True, text=True, timeout=60)


def evaluated(settings: str, wanted: str = "outcome", *, arguments: str = "") -> Any:
    """Return what the modules make of these settings."""
    done = nix(f"(import ./stub.nix {{ settings = {{ {settings} }}; {arguments} }}).{wanted}")
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def rendered(unit: dict[str, dict[str, Any]]) -> str:
    """Return a unit as home-manager writes it: a line for each entry of a list."""
    lines = []
    for section, entries in unit.items():
        lines.append(f"[{section}]")
        for key, value in entries.items():
            values = value if isinstance(value, list) else [value]
            lines += [
                f"{key}={str(entry).lower() if isinstance(entry, bool) else entry}"
                for entry in values
            ]
    return "\n".join(lines) + "\n"


def unit_of(settings: str, *, arguments: str = "") -> dict[str, dict[str, Any]]:
    found: dict[str, dict[str, Any]] = evaluated(
        settings, "config.systemd.user.services.dolt-server", arguments=arguments
    )
    return found


def test_the_options_have_these_types_and_defaults() -> None:
    options = evaluated("", "options")
    beads, server = options["programs"]["beads"], options["services"]["dolt-server"]
    assert beads.pop("package") == {"type": "package", "default": "/packages/beads"}
    assert beads.pop("remotePasswordPath") == {"type": "nullOr str"}
    assert beads == {
        "enable": {"type": "bool", "default": False},
        "federation": {
            "remoteUser": {"type": "nullOr str", "default": None},
            "remotePasswordFile": {"type": "nullOr str", "default": None},
            "secrets": {
                "enable": {"type": "bool", "default": False},
                "sopsFile": {"type": "path"},
                "remotePasswordKey": {"type": "str", "default": "dolt_remote_password"},
            },
        },
    }
    assert server == {
        "enable": {"type": "bool", "default": False},
        "package": {"type": "package", "default": "/packages/dolt"},
        "dataDir": {"type": "str", "default": "/home/user/.beads/dolt"},
        "host": {"type": "str", "default": "127.0.0.1"},
        "port": {"type": "port", "default": 3307},
        "user": {"type": "str", "default": "root"},
        "noAutoCommit": {"type": "bool", "default": True},
    }


def test_nothing_that_is_not_enabled_sets_anything() -> None:
    found = evaluated("")
    assert found["assertions"] == []
    assert found["systemd"]["user"]["services"] == {}
    assert found["home"] == {
        "homeDirectory": "/home/user",
        "packages": [],
        "sessionVariables": {},
        "activation": {},
    }
    assert found["programs"] == {"bash": {"initExtra": ""}, "zsh": {"envExtra": ""}}


def test_beads_brings_its_server() -> None:
    found = evaluated(f"{BEADS}.enable = true;")
    assert found["server"]["enable"] is True
    assert sorted(found["home"]["packages"]) == ["/packages/beads", "/packages/dolt"]
    assert list(found["systemd"]["user"]["services"]) == ["dolt-server"]
    assert found["home"]["sessionVariables"] == {}
    assert evaluated(f"{BEADS}.enable = true;", "failed") == []


def test_the_server_is_no_choice_where_beads_is_on() -> None:
    done = nix(
        f"(import ./stub.nix {{ settings = {{ {BEADS}.enable = true; {SERVER}.enable = false; }}; "
        f"}}).outcome"
    )
    assert f"{SERVER}.enable is set to different values" in done.stderr


def test_the_server_may_be_on_alone() -> None:
    found = evaluated(f"{SERVER}.enable = true;")
    assert found["home"]["packages"] == ["/packages/dolt"]
    assert found["systemd"]["user"]["services"]["dolt-server"]["Service"]["ExecStart"].endswith(
        "/bin/bd dolt start --foreground"
    )


@pytest.mark.parametrize(
    ("settings", "said"),
    [
        (f"{SERVER}.noAutoCommit = false;", "noAutoCommit has to be true"),
        (f'{SERVER}.host = "0.0.0.0";', "host has to be 127.0.0.1"),
        (f'{SERVER}.dataDir = "/srv/data";', "dataDir has to be absolute and plain"),
        (f'{SERVER}.dataDir = "beads/dolt";', "dataDir has to be absolute and plain"),
        (f'{SERVER}.dataDir = "/srv/my data/dolt";', "dataDir has to be absolute and plain"),
        (
            f"{BEADS}.federation.secrets = {{ enable = true; sopsFile = ./stub.nix; }};",
            "pass it via extraSpecialArgs",
        ),
        (
            f'{BEADS}.federation.remotePasswordFile = "password";',
            "has to be absolute, and outside /nix/store",
        ),
        (
            f'{BEADS}.federation.remotePasswordFile = "/nix/store/password";',
            "has to be absolute, and outside",
        ),
    ],
)
def test_what_cannot_hold_is_refused_with_the_reason(settings: str, said: str) -> None:
    (message,) = evaluated(f"{BEADS}.enable = true; {settings}", "failed")
    assert message.startswith("CUSTOM.")
    assert said in message


def test_one_password_comes_from_one_place() -> None:
    both = SOPS + f'{BEADS}.federation.remotePasswordFile = "/run/password";'
    assert evaluated(both, "failed", arguments="withSops = true;") == [
        f"{BEADS}.federation: the password comes from secrets or from remotePasswordFile, not both."
    ]


@pytest.mark.parametrize(
    ("setting", "said"),
    [
        (
            f"{BEADS}.federation.remotePasswordFile = ./stub.nix;",
            "remotePasswordFile is no nullOr str",
        ),
        (f"{SERVER}.port = 70000;", "port is no port"),
        (f'{BEADS}.password = "secret";', f"the option {BEADS}.password does not exist"),
        (
            f'{BEADS}.federation.remotePassword = "secret";',
            "federation.remotePassword does not exist",
        ),
    ],
)
def test_a_password_is_no_value_and_no_path_of_nix(setting: str, said: str) -> None:
    done = nix(
        f"(import ./stub.nix {{ settings = {{ {BEADS}.enable = true; {setting} }}; }}).outcome"
    )
    assert done.returncode != 0
    assert said in done.stderr


def test_a_password_file_is_read_by_shells_and_by_the_server(tmp_path: Path) -> None:
    found = evaluated(ALL_ON)
    assert found["home"]["sessionVariables"] == {"DOLT_REMOTE_USER": "me 100%"}
    assert found["programs"]["bash"]["initExtra"] == found["programs"]["zsh"]["envExtra"]
    unit = found["systemd"]["user"]["services"]["dolt-server"]["Service"]
    assert '"DOLT_REMOTE_USER=me 100%%"' in unit["Environment"]

    file = tmp_path / "it's secret"
    bd = tmp_path / "packages" / "bin" / "bd"
    bd.parent.mkdir(parents=True)
    bd.write_text('#!/bin/sh\necho "$DOLT_REMOTE_PASSWORD:$*"\n')
    bd.chmod(0o755)
    settings = ALL_ON.replace(PASSWORD, str(file))
    arguments = f'beads = "{bd.parent.parent}";'
    server = unit_of(settings, arguments=arguments)["Service"]["ExecStart"]
    shells = evaluated(settings, "config.programs.bash.initExtra") + 'echo "$DOLT_REMOTE_PASSWORD"'

    def run(script: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            ["bash", "-euc", script],
            env={"PATH": os.environ["PATH"]},
            capture_output=True,
            text=True,
        )

    missing = run(server)
    assert missing.stdout == ":dolt start --foreground\n"
    assert "it's secret cannot be read" in missing.stderr
    file.write_text('p"w $x\n')
    assert run(server).stdout == 'p"w $x:dolt start --foreground\n'
    assert run(shells).stdout == 'p"w $x\n'


def test_sops_nix_decrypts_the_password_to_a_file_that_is_read() -> None:
    found = evaluated(SOPS, arguments="withSops = true;")
    secret = found["sops"]["secrets"]["beads/remote-password"]
    assert (secret["key"], secret["path"]) == (
        "dolt_remote_password",
        "/run/user/1000/secrets/beads/remote-password",
    )
    assert secret["path"] in found["programs"]["zsh"]["envExtra"]
    assert (
        secret["path"]
        in found["systemd"]["user"]["services"]["dolt-server"]["Service"]["ExecStart"]
    )
    assert evaluated(SOPS, "failed", arguments="withSops = true;") == []
    assert (
        evaluated(f"{BEADS}.enable = true;", "config.sops.secrets", arguments="withSops = true;")
        == {}
    )


def test_the_places_of_a_server_elsewhere_are_known_to_the_shell() -> None:
    found = evaluated(
        f'{SERVER} = {{ enable = true; dataDir = "/srv/beads/dolt"; user = "team"; port = 3310; }};'
    )
    assert found["home"]["sessionVariables"] == {
        "BEADWORK_HOME": "/srv/beads",
        "BEADS_DOLT_SERVER_USER": "team",
    }
    service = found["systemd"]["user"]["services"]["dolt-server"]["Service"]
    assert service["WorkingDirectory"] == "/srv/beads/dolt"
    assert service["ReadWritePaths"] == ["/srv/beads", "-%t"]
    assert service["ExecStartPre"].endswith(" server.port 3310")
    made = found["home"]["activation"]["doltServerDirectories"]
    assert made["before"] == ["reloadSystemd"]
    assert made["data"].strip() == "run mkdir -p -m 0700 /srv/beads/dolt /srv/beads/server"


def test_the_unit_is_that_of_bd_dolt_service() -> None:
    """What `bd dolt service install` writes and what Nix makes differ in their programs and places
    only.
    """
    lines = (ROOT / "deploy" / "systemd" / "beadwork-dolt.service").read_text().splitlines()
    own = {line for line in lines if "=" in line and not line.startswith("#")}
    theirs = {
        line.replace("=true", "=yes").replace("=false", "=no")
        for line in rendered(unit_of(f"{BEADS}.enable = true;")).splitlines()
        if "=" in line
    }
    apart = (
        "Description",
        "Documentation",
        "After",
        "WorkingDirectory",
        "Environment",
        "Exec",
        "ReadWritePaths",
    )
    assert {setting for setting in own if not setting.startswith(apart)} == {
        setting for setting in theirs if not setting.startswith(apart)
    }


@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="systemd-analyze is not here")
@pytest.mark.parametrize("settings", [f"{BEADS}.enable = true;", ALL_ON])
def test_systemd_takes_the_unit(settings: str, tmp_path: Path, person: Person) -> None:
    unit = unit_of(settings, arguments=f'beads = "{BIN.parent}";')
    if "\n" in unit["Service"]["ExecStart"]:
        script = tmp_path / "dolt-server"
        script.write_text(f"#!/bin/sh\n{unit['Service']['ExecStart']}")
        script.chmod(0o755)
        unit["Service"]["ExecStart"] = str(script)
    file = tmp_path / "dolt-server.service"
    file.write_text(rendered(unit))
    words = ["systemd-analyze", "verify", file]
    done = subprocess.run(words, capture_output=True, text=True, env={**person.environment})
    assert done.returncode == 0, done.stderr
    assert file.name not in done.stderr


@pytest.fixture
def free_port() -> Iterator[int]:
    """A port that nobody listens on."""
    import socket

    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    yield port


def test_the_service_serves_what_bd_uses(
    person: Person, free_port: int, eventually: Callable[[Callable[[], bool]], None]
) -> None:
    """The unit's commands, run as systemd would: `bd` takes the server for its own, and SIGTERM
    ends it.
    """
    settings = (
        f'home.homeDirectory = "{person.home}"; '
        f"{SERVER} = {{ enable = true; port = {free_port}; }};"
    )
    service = unit_of(settings, arguments=f'beads = "{BIN.parent}";')["Service"]
    environment = {
        **person.environment,
        **dict(variable.split("=", 1) for variable in service["Environment"]),
    }
    environment["BEADWORK_DOLT"] = os.environ["BEADWORK_DOLT"]
    place = Path(service["WorkingDirectory"])
    place.mkdir(parents=True)
    home = Home(data=str(place), control=str(place.parent / "server"))
    subprocess.run(
        service["ExecStartPre"].split(),
        cwd=place,
        env=environment,
        check=True,
        stdout=subprocess.DEVNULL,
    )
    served = subprocess.Popen(
        service["ExecStart"].split(), cwd=place, env=environment, stderr=subprocess.DEVNULL
    )
    try:
        eventually(lambda: (known := record.read(home)) is not None and bool(known.uuid))
        done = person.run("dolt", "status", "--json", cwd=person.home)
        state = json.loads(done.stdout)
        assert (state["running"], state["port"], state["data_dir"]) == (True, free_port, str(place))
        served.send_signal(signal.SIGTERM)
        assert served.wait(60) == 0
        assert record.read(home) is None
    finally:
        served.kill()
        served.wait()
        stop.stop(home)


def test_the_overlay_wraps_the_program_with_dolt_and_gives_it_its_other_name(
    tmp_path: Path,
) -> None:
    done = nix("(import ./package.nix).wrapped.script")
    assert done.returncode == 0, done.stderr
    base = tmp_path / "base"
    (base / "bin").mkdir(parents=True)
    for name in ("bd", "gt", "beads"):
        (base / "bin" / name).write_text("#!/bin/sh\n")
    base.chmod(0o555)
    script = json.loads(done.stdout).replace("/packages/beadwork", str(base))
    wrapping = 'wrapProgram() { echo "$@" >> "$log"; }\n'
    environment = {
        "PATH": os.environ["PATH"],
        "out": str(tmp_path / "out"),
        "log": str(tmp_path / "log"),
    }
    subprocess.run(["bash", "-euc", wrapping + script], env=environment, check=True)
    assert os.readlink(tmp_path / "out" / "bin" / "beads") == "bd"
    assert (tmp_path / "log").read_text().splitlines() == [
        f"{tmp_path}/out/bin/{name} --prefix PATH : /packages/dolt/bin --suffix PATH : "
        f"/packages/git/bin:/packages/openssh/bin"
        for name in ("bd", "gt")
    ]


def test_the_package_has_the_projects_version_and_libraries() -> None:
    done = nix('removeAttrs (import ./package.nix).program [ "src" ]')
    assert done.returncode == 0, done.stderr
    program = json.loads(done.stdout)
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    wanted = {line.split(">")[0].lower().replace(".", "-") for line in project["dependencies"]}
    assert {library["name"] for library in program["dependencies"]} == wanted
    assert program["dependencies"][0]["left"] == {"dependencies": [], "propagatedBuildInputs": []}
    version = subprocess.run(
        [BIN / "bd", "--version", "--json"], capture_output=True, text=True, check=True
    )
    assert (program["pname"], program["version"]) == (
        project["name"],
        json.loads(version.stdout)["version"],
    )


def test_the_flake_has_packages_an_overlay_and_the_modules() -> None:
    done = nix("(import ./package.nix).flake")
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout) == {
        "outputs": ["homeManagerModules", "overlays", "packages"],
        "systems": ["aarch64-darwin", "aarch64-linux", "x86_64-darwin", "x86_64-linux"],
        "modules": 2,
    }
