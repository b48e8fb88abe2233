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
        ("k=7", ("k", 7)),
        ('k={"a": [1.5]}', ("k", {"a": [1.5]})),
        ('k="7"', ("k", "7")),
        ("k=NaN", ("k", "NaN")),
        ("k=-Infinity", ("k", "-Infinity")),
    ],
)
def test_a_pair(entry: str, pair: tuple[str, Any]) -> None:
    assert flag_values.pair_of(entry) == pair


@pytest.mark.parametrize(
    ("entry", "message", "hint"),
    [
        ("k", 'not KEY=VALUE: "k"', "--set-metadata branch=main"),
        (
            "k=12345678901234567890",
            "k: 12345678901234567890 is a number too large to be kept exactly",
            """--set-metadata 'k="12345678901234567890"' keeps it as a text""",
        ),
        (
            'k="\\ud800"',
            "k: the key is not valid UTF-8",
            """--set-metadata 'k="\\"\\\\ud800\\""' keeps it as a text""",
        ),
        (
            'k={"a":1,"a":2}',
            "k: a is there twice",
            """--set-metadata 'k="{\\"a\\":1,\\"a\\":2}"' keeps it as a text""",
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
