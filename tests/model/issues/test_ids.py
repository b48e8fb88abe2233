"""Ids: how they are made, how long they must be, what a part of one chooses."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from beadwork.errors import Invalid
from beadwork.model.issues import ids

ENTROPY = st.binary(min_size=ids.ENTROPY_BYTES, max_size=ids.ENTROPY_BYTES + 8)
PREFIXES = st.from_regex(r"[a-z][a-z0-9_-]{0,18}[a-z0-9]", fullmatch=True)


@given(PREFIXES, ENTROPY, st.integers(1, 12))
def test_a_fresh_id_is_well_formed_and_reads_back(prefix: str, entropy: bytes, length: int) -> None:
    issue_id = ids.fresh(prefix, entropy, length)
    assert ids.check_id(issue_id) == issue_id
    assert ids.check_prefix(prefix) == prefix == ids.prefix_of(issue_id)
    assert len(ids.suffix_of(issue_id)) == length
    assert set(ids.suffix_of(issue_id)) <= set(ids.ALPHABET)
    assert ids.parent_of(issue_id) is None


@given(st.integers(0, 36**5 - 1))
def test_every_suffix_can_come(number: int) -> None:
    suffix = ids.fresh("bd", number.to_bytes(16, "big"), 5)[3:]
    assert int(suffix, 36) == number


def test_too_little_entropy_is_a_mistake_of_the_program() -> None:
    with pytest.raises(ValueError, match="15 bytes"):
        ids.fresh("bd", bytes(15), 5)


@pytest.mark.parametrize(
    ("count", "length"),
    [
        (0, 5),
        (105, 5),
        (106, 6),
        (2_300, 6),
        (10_000, 6),
        (21_268, 6),
        (21_269, 7),
        (783_142, 7),
        (783_143, 8),
    ],
)
def test_the_length_grows_with_the_tracker(count: int, length: int) -> None:
    assert ids.length_for(count) == length


@given(st.integers(0, 10**9))
def test_the_length_is_the_least_that_keeps_the_chance_under_one_percent(count: int) -> None:
    def chance(length: int) -> float:
        return (1000 * 999 / 2 + 1000 * count) / float(36**length)

    length = ids.length_for(count)
    assert chance(length) < 0.01
    assert length == ids.SHORTEST or chance(length - 1) >= 0.01


@given(PREFIXES, ENTROPY, st.lists(st.integers(1, 10**12), min_size=1, max_size=4))
def test_children_read_back(prefix: str, entropy: bytes, numbers: list[int]) -> None:
    parent = ids.fresh(prefix, entropy, 5)
    for number in numbers:
        issue_id = ids.child(parent, number)
        assert ids.parent_of(issue_id) == parent
        assert ids.child_number(parent, issue_id) == number
        assert ids.prefix_of(issue_id) == prefix
        parent = issue_id


@pytest.mark.parametrize(
    ("issue_id", "parent"),
    [
        ("bd-a3f", None), ("bd-a3f.1", "bd-a3f"), ("bd-a3f.1.12", "bd-a3f.1"), ("epic.3", "epic"),
        ("my.app-a3f", None), ("bd-a3f.", None), (".3", None), ("bd-a3f.0", None),
        ("bd-a3f.03", None),
        ("bd-v1.x", None), ("bd-a3f.٣", None), ("bd." + "9" * 5000, None), ("", None),
    ],
)  # fmt: skip
def test_the_parent_by_name(issue_id: str, parent: str | None) -> None:
    assert ids.parent_of(issue_id) == parent


def test_only_direct_children_have_a_number() -> None:
    assert ids.child_number("bd-a", "bd-a.7") == 7
    assert ids.child_number("bd-a", "bd-a.7.1") is None
    assert ids.child_number("bd-a", "bd-a") is None
    assert ids.child_number("bd-a", "bd-ab.1") is None
    with pytest.raises(ValueError, match="from 1"):
        ids.child("bd-a", 0)


@pytest.mark.parametrize(
    ("issue_id", "prefix"),
    [
        ("bd-a3f", "bd"),
        ("my-app-a3f.1", "my-app"),
        ("plain", ""),
        ("gt_hq-0", "gt_hq"),
        ("-x", ""),
        ("", ""),
    ],
)
def test_the_prefix_stands_before_the_last_hyphen(issue_id: str, prefix: str) -> None:
    assert ids.prefix_of(issue_id) == prefix


@pytest.mark.parametrize("text", ["bd", "a", "my-app", "a_b2", "x" * 20])
def test_a_legal_prefix_is_kept(text: str) -> None:
    assert ids.check_prefix(text) == text


def test_the_hyphen_after_a_prefix_is_dropped() -> None:
    assert ids.check_prefix("bd-") == "bd"


@pytest.mark.parametrize(
    "text", ["", "-", "BD", "2d", "a b", "a.b", "é", "x" * 21, "a\n", "_a", "a'; --"]
)
def test_another_prefix_is_refused_with_one_that_works(text: str) -> None:
    with pytest.raises(Invalid) as refused:
        ids.check_prefix(text)
    suggested = refused.value.hint.removeprefix("bd init --prefix ")
    assert ids.check_prefix(suggested) == suggested


@pytest.mark.parametrize(
    ("name", "prefix"),
    [
        ("beadwork", "beadwork"), ("My Project", "my-project"), ("Café 2.0", "cafe-2-0"),
        ("", "bd"),
        (".dotfiles", "dotfiles"), ("2024-plan", "plan"), ("日本", "bd"), ("123", "bd"),
        ("a_b", "a_b"),
        ("a-very-long-directory-name", "a-very-long-director"), ("Straße", "strasse"),
        ("a--b", "a-b"),
        ("exactly-nineteen-xx-tail", "exactly-nineteen-xx"), ("ℂ-lang", "c-lang"),
    ],
)  # fmt: skip
def test_a_directory_name_gives_a_prefix(name: str, prefix: str) -> None:
    assert ids.prefix_from_name(name) == prefix


@given(st.text())
def test_any_directory_name_gives_a_legal_prefix(name: str) -> None:
    prefix = ids.prefix_from_name(name)
    assert ids.check_prefix(prefix) == prefix


@pytest.mark.parametrize("text", ["bd-1", "PROJ_12", "größe-7", "x" * 255, "a/b:c#d", "bd-a3f.1"])
def test_a_usable_id_is_kept(text: str) -> None:
    assert ids.check_id(text) == text


@pytest.mark.parametrize(
    "text",
    [
        "",
        "x" * 256,
        "a b",
        "a\tb",
        "a\n",
        "a\0b",
        "a\x7f",
        "a\u00a0b",
        "a\u200bb",
        "a\u2028",
        "a\ud800",
        "\x1b[2J",
    ],
)
def test_an_unusable_id_is_refused_in_plain_letters(text: str) -> None:
    with pytest.raises(Invalid) as refused:
        ids.check_id(text)
    assert refused.value.message.isprintable()
