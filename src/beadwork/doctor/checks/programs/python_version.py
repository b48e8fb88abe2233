"""Python is new enough, and every package that beadwork requires is installed for it."""

from __future__ import annotations

import re
import sys
from importlib import metadata

from beadwork.doctor.finding import Finding, verdict
from beadwork.doctor.subject import Subject

WORKSPACE = True

MINIMUM = (3, 11)


def look(subject: Subject) -> Finding:
    version = ".".join(map(str, sys.version_info[:3]))
    errors = []
    if tuple(sys.version_info[:2]) < MINIMUM:
        needed = ".".join(map(str, MINIMUM))
        errors.append(f"{sys.executable} is Python {version}, older than {needed}")
    errors += [
        f"{name} is not installed for {sys.executable}"
        for name in _needed()
        if not _is_installed(name)
    ]
    return verdict(
        f"Python {version} ({sys.executable})", errors=errors, hint="install beadwork again"
    )


def _needed() -> list[str]:
    """Return the names of the distributions that `beadwork` requires without extras."""
    try:
        required = metadata.requires("beadwork") or []
    except metadata.PackageNotFoundError:  # run from its sources
        return []
    return [
        name[0]
        for requirement in required
        if "extra ==" not in requirement and (name := re.match(r"[\w.-]+", requirement))
    ]


def _is_installed(name: str) -> bool:
    try:
        metadata.version(name)
    except metadata.PackageNotFoundError:
        return False
    return True
