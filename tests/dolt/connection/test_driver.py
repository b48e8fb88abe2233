"""The driver of a command: loaded without what a command does not use, and whole where it is."""

from __future__ import annotations

import subprocess
import sys

import pytest

LOADED = "import sys; from beadwork.dolt.connection import driver; driver.is_command = {command}; "


def _run(script: str, *, command: bool) -> str:
    done = subprocess.run(
        [sys.executable, "-c", LOADED.format(command=command) + script],
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout.strip()


@pytest.mark.parametrize("module", ["ssl", "traceback", "configparser", "getpass"])
def test_a_command_loads_the_driver_without(module: str) -> None:
    script = f"driver.load(tls=False); print('{module}' in sys.modules)"
    assert _run(script, command=True) == "False"
    assert _run(script, command=False) == "True"


@pytest.mark.parametrize("module", ["ssl", "traceback", "configparser", "getpass"])
def test_whoever_imports_it_after_the_driver_gets_the_real_one(module: str) -> None:
    script = f"driver.load(tls=False); import {module}; print({module}.__file__)"
    assert _run(script, command=True).endswith(f"/{module}.py")


def test_the_driver_finds_a_name_of_a_module_that_is_loaded_late() -> None:
    script = """
driver.load(tls=False)
import pymysql.connections
before = "traceback" in sys.modules
try:
    raise ValueError("a mistake")
except ValueError:
    text = pymysql.connections.traceback.format_exc()
print(before, text.splitlines()[-1])
"""
    assert _run(script, command=True) == "False ValueError: a mistake"


def test_a_command_that_needs_tls_gets_openssl() -> None:
    script = "driver.load(tls=True); import pymysql.connections as c; print(c.SSL_ENABLED)"
    assert _run(script, command=True) == "True"
    script = "driver.load(tls=False); " + script
    assert _run(script, command=True) == "True"
