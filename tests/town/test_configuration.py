"""`mayor/daemon.json`: what is not said has its default, and each key stands in the documentation
with it.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from beadwork.errors import BadTown
from beadwork.town import configuration
from beadwork.town.configuration import Configuration, Daemon, Remotes, Watched
from beadwork.town.layout import Town
from harness import ROOT


@pytest.fixture
def town(tmp_path: Path) -> Town:
    """A town with the directory for its file, and nothing else."""
    (tmp_path / "mayor").mkdir()
    return Town(tmp_path)


def test_an_empty_object_is_a_whole_configuration(town: Town) -> None:
    town.daemon_file.write_text("{}")
    assert configuration.read(town) == Configuration()


def test_what_is_said_counts_and_what_is_not_known_does_no_harm(town: Town) -> None:
    town.daemon_file.write_text(
        json.dumps(
            {
                "dolt_server": {"port": 3310, "max_connections": 64, "mine": 1},
                "daemon": {"health_seconds": 5, "mine": 1},
                "sessions": {"deacon": {"command": ["sleep", "9"], "stale_seconds": 60, "mine": 1}},
                "dolt_remotes": {"enabled": True, "databases": {"hq": "git@example.org:me/hq.git"}},
                "patrols": {},
            }
        )
    )
    assert configuration.read(town) == Configuration(
        port=3310,
        daemon=Daemon(health_seconds=5.0),
        sessions=(Watched("deacon", ("sleep", "9"), stale_seconds=60.0),),
        remotes=Remotes(enabled=True, databases={"hq": "git@example.org:me/hq.git"}),
    )


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("[]", "holds no JSON object"),
        ('{"daemon": {"failures": 2.5}}', "daemon.failures cannot be 2.5"),
        ('{"daemon": {"failures": true}}', "daemon.failures cannot be True"),
        ('{"daemon": {"backoff_seconds": -1}}', "daemon.backoff_seconds cannot be -1.0"),
        ('{"dolt_server": {"max_connections": "many"}}', "max_connections cannot be"),
        ('{"sessions": {"deacon": {"command": []}}}', "sessions.deacon.command cannot be []"),
        (
            '{"sessions": {"deacon": {"command": ["x"], "poke": 7}}}',
            "sessions.deacon.poke cannot be 7",
        ),
        ('{"workers": {"agent": "claude"}}', "workers.agent cannot be 'claude'"),
        ('{"workers": {"agent": ["a", ""]}}', "workers.agent cannot be ['a', '']"),
        ('{"workers": []}', "workers is not a JSON object"),
        ('{"dolt_remotes": {"databases": []}}', "dolt_remotes.databases cannot be []"),
        (
            '{"dolt_remotes": {"timeout_seconds": 0}}',
            "dolt_remotes.timeout_seconds cannot be 0.0",
        ),
    ],
)
def test_a_value_that_cannot_be_is_refused_by_its_key(town: Town, content: str, said: str) -> None:
    town.daemon_file.write_text(content)
    with pytest.raises(BadTown) as caught:
        configuration.read(town)
    assert said in caught.value.message
    assert str(town.daemon_file) in caught.value.message


def test_every_key_is_documented_with_its_default() -> None:
    text = (ROOT / "docs" / "design" / "daemon.md").read_text()
    for key, value in Daemon()._asdict().items():
        assert f"| `daemon.{key}` | `{value:g}` |" in text, key
    for key in ("enabled", "port", "topology", "auth", "max_connections", "log_level", "auto_gc"):
        assert f"| `dolt_server.{key}` |" in text, key
    for key in Watched._fields[1:]:
        assert f"| `sessions.NAME.{key}` |" in text, key
    assert "| `workers.agent` |" in text
    for key in Remotes._fields:
        assert f"| `dolt_remotes.{key}` |" in text, key
