"""The second method: build Dolt with this machine's Go and C compiler.

Invariant: exactly the pinned commit is built, with our build settings only. `GOFLAGS`, a
cross-compiling environment and a `go.work` nearby change nothing. Proxy, checksum database and
certificates stay the person's.
"""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Mapping
from pathlib import Path

from beadwork.dolt.install import child_processes, proxy_check
from beadwork.dolt.install.method import Attempt, MethodFailed
from beadwork.dolt.program import PINNED
from beadwork.model.settings_table import float_setting

MODULE = "github.com/dolthub/dolt/go"
COMMIT = "v0.40.5-0.20260507221239-14b38e279fc6"  # of Dolt 1.88.1
ARGUMENTS = ("install", "-tags", "gms_pure_go", "-ldflags", "-s -w", f"{MODULE}/cmd/dolt@{COMMIT}")
OLDEST_GO = (1, 26)
# 3 minutes on two cores; a small board takes many times that.
BUILD_SECONDS = float_setting("install.build-timeout")
QUESTION_SECONDS = float_setting("install.go-timeout")
COMPILERS = ("cc", "gcc", "clang")
UNWANTED_VARIABLES = (
    "CGO_CFLAGS",
    "CGO_CPPFLAGS",
    "CGO_CXXFLAGS",
    "CGO_LDFLAGS",
    "GO111MODULE",
    "GOARCH",
    "GOBIN",
    "GOEXPERIMENT",
    "GOOS",
)


def make(attempt: Attempt) -> Path:
    """Build Dolt below `attempt.work` with the tools on PATH, and return its path.

    Raises:
        MethodFailed: a tool is missing, or the build fails.
    """
    go = shutil.which("go")
    if not go:
        raise MethodFailed("Go is not on PATH")
    environment = {
        name: value for name, value in os.environ.items() if name not in UNWANTED_VARIABLES
    }
    environment["CC"] = _compiler(environment)
    if not _writable(environment.get("HOME", "")):
        environment |= caches_below(attempt.work)
    require_version(go, environment, attempt)
    return build(go, environment, attempt, "this machine's Go")


def build(go: str, environment: Mapping[str, str], attempt: Attempt, with_what: str) -> Path:
    """Run the one `go install`, which takes about 3 minutes, and return the program's path.

    Raises:
        MethodFailed: the build fails.
    """
    settings = _settings(environment, attempt.work)
    question = [go, "env", "GOPROXY"]
    proxy = child_processes.run("go", question, settings, attempt.work, QUESTION_SECONDS).strip()
    proxy_check.check(proxy, MODULE, COMMIT, attempt.timeout)
    attempt.say(f"building Dolt {PINNED} with {with_what}; this usually takes about 3 minutes")
    child_processes.run("go install", [go, *ARGUMENTS], settings, attempt.work, BUILD_SECONDS)
    program = attempt.work / "dolt"
    if not program.is_file():
        raise MethodFailed("go install left no dolt behind")
    return program


def require_version(go: str, environment: Mapping[str, str], attempt: Attempt) -> None:
    """Check that `go` itself is new enough: an older one would download a newer Go.

    Raises:
        MethodFailed: `go` is older than Dolt needs.
    """
    local = {**_settings(environment, attempt.work), "GOTOOLCHAIN": "local"}
    printed = child_processes.run("go", [go, "version"], local, attempt.work, QUESTION_SECONDS)
    match = re.search(r"\bgo(\d+)\.(\d+)", printed)
    if not match or (int(match[1]), int(match[2])) < OLDEST_GO:
        needed = ".".join(map(str, OLDEST_GO))
        raise MethodFailed(
            f"{go} is {match[0] if match else 'of an unknown version'}, and Go {needed} is needed"
        )


def caches_below(work: Path) -> dict[str, str]:
    """Return the settings that keep everything that Go stores below `work`."""
    return {
        "HOME": str(work),
        "GOPATH": str(work / "gopath"),
        "GOMODCACHE": str(work / "gopath" / "mod"),
        "GOCACHE": str(work / "gocache"),
    }


def _settings(environment: Mapping[str, str], work: Path) -> dict[str, str]:
    # An empty GOFLAGS would let the GOFLAGS of Go's own configuration file take effect. With
    # -modcacherw the module cache can be removed like any other directory.
    ours = {
        "GOFLAGS": "-trimpath -modcacherw",
        "GOWORK": "off",
        "CGO_ENABLED": "1",
        "GOBIN": str(work),
        "TMPDIR": str(work),
    }
    return {**environment, **ours}


def _compiler(environment: Mapping[str, str]) -> str:
    asked_for = environment.get("CC", "").split()
    if asked_for and shutil.which(asked_for[0]):
        return environment["CC"]
    for name in COMPILERS:
        if shutil.which(name):
            return name
    raise MethodFailed("there is no C compiler (cc, gcc or clang) on PATH")


def _writable(home: str) -> bool:
    return bool(home) and Path(home).is_dir() and os.access(home, os.W_OK)
