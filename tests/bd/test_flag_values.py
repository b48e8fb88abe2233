"""Values of flags are kept exactly as given, or refused."""

from __future__ import annotations

from typing import Any

import pytest

from beadwork.bd.flags import flag_values
from beadwork.errors import Usage


@pytest.mark.parametrize(
    ("entry", "pair"),
    [
        ("k=v", ("k", "v")),
        ("k=", ("k", "")),
        ("k=a=b", ("k", "a=b")),
        ("k=7", ("k", "7")),
        ("sha=1234567e8", ("sha", "1234567e8")),
        ("k=true", ("k", "true")),
        ("k=null", ("k", "null")),
        ('k="7"', ("k", '"7"')),
        ("k=NaN", ("k", "NaN")),
        ("k=a:=7", ("k", "a:=7")),
        ("k:=7", ("k", 7)),
        ("k:=true", ("k", True)),
        ('k:={"a": [1.5]}', ("k", {"a": [1.5]})),
        ('k:="7"', ("k", "7")),
        ("a:b:=7", ("a:b", 7)),
    ],
)
def test_a_pair(entry: str, pair: tuple[str, Any]) -> None:
    assert flag_values.pair_of(entry) == pair


@pytest.mark.parametrize(
    ("entry", "message", "hint"),
    [
        ("k", 'not KEY=TEXT or KEY:=JSON: "k"', "--set-metadata branch=main"),
        ("=7", 'not KEY=TEXT or KEY:=JSON: "=7"', "--set-metadata branch=main"),
        (":=7", 'not KEY=TEXT or KEY:=JSON: ":=7"', "--set-metadata branch=main"),
        (
            "k:=12345678901234567890",
            "k: 12345678901234567890 is a number too large to be kept exactly",
            "--set-metadata k=12345678901234567890 keeps it as a text",
        ),
        (
            'k:={"a":1,"a":2}',
            "k: a is there twice",
            """--set-metadata 'k={"a":1,"a":2}' keeps it as a text""",
        ),
    ],
)
def test_a_pair_that_is_refused(entry: str, message: str, hint: str) -> None:
    with pytest.raises(Usage) as refused:
        flag_values.pair_of(entry)
    assert (refused.value.message, refused.value.hint) == (message, hint)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            '{"n":9007199254740993}',
            "--metadata: 9007199254740993 is a number too large to be kept exactly",
        ),
        ('{"a":"\\ud800"}', "--metadata: the a is not valid UTF-8"),
        ('{"a":NaN}', "--metadata: NaN is not a number that could be kept"),
        ('{"a":1,"a":2}', "--metadata: a is there twice"),
        ("[" * 100_000, "--metadata: it is nested too deeply"),
        (
            "{",
            "--metadata is not JSON: Expecting property name enclosed in double quotes at "
            "character 2",
        ),
        ("[]", "--metadata is not a JSON object"),
    ],
)
def test_an_object_that_is_refused(text: str, message: str) -> None:
    with pytest.raises(Usage) as refused:
        flag_values.object_of(text)
    assert refused.value.message == message


def test_an_object() -> None:
    assert flag_values.object_of('{"n": 9007199254740992, "é": [1.5, null]}') == {
        "n": 2**53,
        "é": [1.5, None],
    }
    assert flag_values.object_of("") is None
