"""What less than a whole id names: the beginning of what follows the prefix, and nothing else."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from beadwork.errors import Ambiguous, NoIssue, Usage
from beadwork.model.issues import id_parts
from beadwork.model.issues.id_parts import LEAST_TO_CHANGE

HERE = ["bd-a3f", "bd-a3f9", "bd-b7", "bd-a3f.1", "bd-a3f.12", "hq-b7", "bd-c1a3f", "bd-fix-login"]


def choose(part: str, *, least: int = 1, here: list[str] = HERE, prefix: str = "bd") -> str:
    found = id_parts.choose(part, here, prefix, least=least)
    assert found == id_parts.choose(part, [*reversed(here), *here], prefix, least=least)
    return found


@pytest.mark.parametrize(
    ("part", "chosen"),
    [
        ("bd-a3f", "bd-a3f"),
        ("BD-A3F", "bd-a3f"),
        ("a3f", "bd-a3f"),
        ("A3F9", "bd-a3f9"),
        ("a3f.1", "bd-a3f.1"),
        ("c1", "bd-c1a3f"),
        ("C1A", "bd-c1a3f"),
        ("hq-b", "hq-b7"),
        ("bd-b", "bd-b7"),
        ("fix", "bd-fix-login"),
        ("fix-l", "bd-fix-login"),
    ],
)
def test_the_beginning_of_what_follows_the_prefix_names_an_issue(part: str, chosen: str) -> None:
    assert choose(part) == chosen


@pytest.mark.parametrize(
    "part",
    ["zzz", "%", "bd_a3f", "3f9", "login", "1a3f", "a3f.2", "c1a3f.1", "bd-a3f.3", "bd-c1a", "bd-a3"
     "f91", "d-a3f", "1", "2", "7"],
)  # fmt: skip
def test_an_inner_part_and_another_whole_id_name_none(part: str) -> None:
    with pytest.raises(NoIssue) as refused:
        choose(part)
    assert refused.value.message == f'no issue found matching "{part}"'


@pytest.mark.parametrize(
    "part", ["", "-", ".", "--", "bd", "BD", "bd-", "bd-.", "bd-..", "bd-a3f."]
)
@pytest.mark.parametrize("least", [1, LEAST_TO_CHANGE])
def test_what_can_be_no_id_is_a_mistake_of_usage(part: str, least: int) -> None:
    with pytest.raises(Usage):
        choose(part, least=least)


def test_what_is_called_like_the_prefix_is_named_by_its_whole_id() -> None:
    assert choose("bd", here=["bd", "bd-1"]) == "bd"


@pytest.mark.parametrize("part", ["par", "x-par", "X-PAR", "pa"])
def test_a_child_is_never_taken_for_its_parent(part: str) -> None:
    with pytest.raises(NoIssue):
        choose(part, here=["x-par.1", "x-par.2.1"], prefix="x")


def test_a_number_goes_on_with_no_further_digit() -> None:
    with pytest.raises(NoIssue):
        choose("par.1", here=["x-par.12"], prefix="x")


@pytest.mark.parametrize("part", ["c", "c1", "b7", "bd-c1", "BD-C"])
def test_a_change_takes_three_characters_or_a_whole_id(part: str) -> None:
    here = ["bd-c1a3f", "bd-b7"]
    assert choose(part, here=here)
    with pytest.raises(Usage, match="is too short") as refused:
        choose(part, least=LEAST_TO_CHANGE, here=here)
    assert refused.value.hint == f"write {choose(part, here=here)}"
    assert choose("c1a", least=LEAST_TO_CHANGE, here=here) == "bd-c1a3f"
    assert choose("bd-b7", least=LEAST_TO_CHANGE, here=here) == "bd-b7"
    assert choose("Bd-B7", least=LEAST_TO_CHANGE, here=here) == "bd-b7"


def test_case_decides_only_between_issues() -> None:
    here = ["bd-Abc", "bd-abc", "bd-Xyz"]
    assert choose("abc", here=here) == "bd-abc"
    assert choose("Abc", here=here) == "bd-Abc"
    assert choose("xyz", here=here) == "bd-Xyz"
    assert choose("BD-XYZ", here=here) == "bd-Xyz"
    for part in ("ABC", "BD-ABC", "aBc"):
        with pytest.raises(Ambiguous):
            choose(part, here=here)


def test_a_tracker_without_a_prefix_goes_by_the_last_dash() -> None:
    assert choose("a3f", here=["my-app-a3f", "other"], prefix="") == "my-app-a3f"
    assert choose("oth", here=["my-app-a3f", "other"], prefix="") == "other"
    with pytest.raises(NoIssue):
        choose("app", here=["my-app-a3f"], prefix="")


def test_a_part_of_several_is_ambiguous() -> None:
    with pytest.raises(Ambiguous, match=r'^ambiguous id "b7": matches bd-b7, hq-b7$'):
        choose("b7")
    with pytest.raises(Ambiguous, match=r'^ambiguous id "a3": matches bd-a3f, bd-a3f9$'):
        choose("a3")


def test_an_ambiguous_part_lists_five_and_counts_the_rest() -> None:
    with pytest.raises(
        Ambiguous, match=r"matches bd-x00, bd-x01, bd-x02, bd-x03, bd-x04 and 7 more$"
    ):
        choose("x", here=[f"bd-x{number:02}" for number in range(12)])


@pytest.mark.parametrize(
    ("part", "hint"), [("bd-c1a3", "bd show bd-c1a3f"), ("z", "bd list --all")]
)
def test_an_issue_that_goes_on_so_is_shown_and_not_taken(part: str, hint: str) -> None:
    with pytest.raises(NoIssue) as refused:
        choose(part)
    assert refused.value.hint == hint


NAMES = st.text("abB-.1", max_size=6)


@given(st.lists(NAMES), NAMES, st.sampled_from(["", "a", "ab"]), st.sampled_from([1, 3]))
def test_whatever_is_chosen_was_named(here: list[str], part: str, prefix: str, least: int) -> None:
    try:
        chosen = id_parts.choose(part, here, prefix, least=least)
    except (NoIssue, Ambiguous, Usage):
        assert part not in here or not part
        return
    assert chosen in here
    if part in here:
        assert chosen == part
        return
    typed, suffix = part.lower(), id_parts.suffix_of(chosen, prefix).lower()
    if typed == chosen.lower():
        return
    behind = typed.removeprefix(chosen.lower().removesuffix(suffix))
    assert suffix.startswith(behind)
    assert "." not in suffix[len(behind) :]
    assert len(behind) >= least
