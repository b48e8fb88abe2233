"""YAML of anybody is taken within bounds, and refused with its line and key."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from beadwork.errors import BadFile
from beadwork.files import yaml_file

BOMB = "a: &a [x, x]\n" + "".join(
    f"{new}: &{new} [*{old}, *{old}, *{old}]\n"
    for old, new in zip("abcdefgh", "bcdefghi", strict=True)
)
REFUSED = {
    BOMB: "line 2: the alias *a is not followed",
    "own: &own\n  them: *own\n": "line 2: the alias *own is not followed",
    "sync:\n  since: 1999-13-01\n": "line 2: sync.since cannot be 1999-13-01: month must be",
    "when: 2020-02-30T10:00:00Z": "line 1: when cannot be 2020-02-30T10:00:00Z: day",
    "1999-13-01: x": "line 1: 1999-13-01 cannot be 1999-13-01",
    "list: [1, 2020-00-01]": "line 1: list cannot be 2020-00-01",
    "n: " + "8" * 5001: "line 1: n cannot be a number of 5001 digits",
    "n: 0x" + "f" * 5000: "line 1: n cannot be a number of 5002 digits",
    "a: " + "{a: " * 300 + "}" * 300: "line 1: its values are nested more than 100 deep",
    "".join(f"{' ' * depth}a:\n" for depth in range(200)): "line 101: its values are nested",
    "- " * 3000: "line 1: its values are nested more than 100 deep",
    "a: !!python/object:os.system x": "line 1: the tag ",
    "a: !!int x": "line 1: the tag tag:yaml.org,2002:int is not taken",
    "a: 1\nb: 2\na: 3\n": 'line 3: found duplicate key "a"',
    "a: [": "line 1: ",
    "a: b\n---\nc: d\n": "line 2: ",
    "a: \x07": "unacceptable character",
    "".join(f"k{number}: v\n" for number in range(3000)): "more than 5,000 keys and values",
    "[" + "a," * 30_000 + "]": "more than 5,000 keys and values",
}


@pytest.mark.parametrize("text", REFUSED, ids=lambda text: text[:20])
def test_what_is_refused_and_soon(text: str, tmp_path: Path) -> None:
    path = tmp_path / "config.yaml"
    path.write_text(text)
    begun = time.process_time()
    with pytest.raises(BadFile) as caught:
        yaml_file.load(str(path))
    assert time.process_time() - begun < 5
    assert caught.value.message.startswith(f"{path} cannot be read as YAML: ")
    assert REFUSED[text] in caught.value.message
    assert len(caught.value.message) < 400


def test_a_file_over_64_kb_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "config.yaml"
    path.write_text("#" * 65_537)
    with pytest.raises(BadFile, match="has more than 65,536 bytes"):
        yaml_file.load(str(path))


def test_what_is_taken() -> None:
    text = "actor: alice\ndolt:\n  port: 3307\nlist: [1, {a: b}]\non: 2020-02-29\n? {a: b}\n: c\n"
    found = yaml_file.parse(text)
    assert (found["actor"], found["dolt"]["port"], found["list"][1]["a"]) == ("alice", 3307, "b")
    assert yaml_file.parse("") is None
    assert yaml_file.parse("# nothing") is None


@given(st.text(alphabet="ab:-?,[]{}&*!|>'\"#%@` \n\t0123456789.é\ud800\x85", max_size=40))
def test_any_text_is_a_value_or_refused_in_words(text: str) -> None:
    try:
        str(yaml_file.parse(text))
    except ValueError as error:
        assert str(error)
