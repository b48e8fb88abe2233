"""The words of a tracker: built in, and added by configuration."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from beadwork.errors import Invalid, Usage
from beadwork.model.issues import kinds
from beadwork.model.issues.kinds import (
    CATEGORIES,
    MACHINERY,
    STATUSES,
    TYPES,
    Vocabulary,
    check_categories,
    vocabulary,
)

WORDS = st.from_regex(r"[a-z][a-z_]{0,10}", fullmatch=True)


@pytest.mark.parametrize("word", [status for status in STATUSES if status != "tombstone"])
def test_statuses_in_any_case(word: str) -> None:
    assert Vocabulary().status(f" {word.upper()} ") == word


@pytest.mark.parametrize("word", ["", "tombstone", "in progress", "done", "Öffen"])
def test_what_is_no_status(word: str) -> None:
    with pytest.raises(Usage, match="unknown status") as caught:
        Vocabulary().status(word)
    assert "tombstone" not in caught.value.hint


@pytest.mark.parametrize("word", TYPES)
def test_types_in_any_case(word: str) -> None:
    assert Vocabulary().type(f" {word.upper()} ") == word


@pytest.mark.parametrize(
    ("short", "word"), [("mr", "merge-request"), ("feat", "feature"), ("enhancement", "feature")]
)
def test_short_words_for_types(short: str, word: str) -> None:
    assert Vocabulary().type(short) == word


@pytest.mark.parametrize("word", ["", "tasks", "user story"])
def test_what_is_no_type(word: str) -> None:
    with pytest.raises(Usage, match="unknown issue type"):
        Vocabulary().type(word)


def test_the_setting_of_the_contract() -> None:
    words = vocabulary("in_review:active,qa:wip,on_hold:frozen", "bounty, Quest")
    assert words.status("in_review") == "in_review"
    assert words.of_category("active") == ("open", "in_review")
    assert words.of_category("wip") == ("in_progress", "blocked", "hooked", "qa")
    assert words.of_category("frozen") == ("deferred", "pinned", "on_hold")
    assert words.of_category("done") == ("closed", "tombstone")
    assert words.type("bounty") == "bounty"
    assert words.type("Quest") == "quest"


@pytest.mark.parametrize(
    ("setting", "statuses"),
    [
        (None, {}),
        ("", {}),
        (" , ,", {}),
        ("triage", {"triage": "active"}),
        ("Triage : WIP", {"triage": "wip"}),
        ("open:done", {}),  # what is built in stays as it is
        ("triage:wip,triage:done", {"triage": "wip"}),
    ],
)
def test_settings_that_people_write(setting: str | None, statuses: dict[str, str]) -> None:
    assert vocabulary(setting, None).statuses == {**STATUSES, **statuses}


def test_an_unknown_category_is_named() -> None:
    with pytest.raises(Invalid, match='unknown category "later" of status "qa"'):
        check_categories("triage,qa:later")
    check_categories("triage,qa:wip, ,Done : DONE")


@pytest.mark.parametrize(
    ("setting", "statuses"),
    [
        ("qa:later,triage", {"qa": "wip", "triage": "active"}),
        (":,x:y:z,:wip", {"x": "wip"}),
        ("\t\n", {}),
    ],
)
def test_a_setting_that_nobody_should_have_written_does_not_lock_the_tracker(
    setting: str, statuses: dict[str, str]
) -> None:
    assert vocabulary(setting, None).statuses == {**STATUSES, **statuses}


@given(st.dictionaries(WORDS, st.sampled_from(CATEGORIES)), st.lists(WORDS))
def test_what_is_set_can_be_used(statuses: dict[str, str], types: list[str]) -> None:
    words = vocabulary(
        ",".join(f"{status}:{category}" for status, category in statuses.items()), ",".join(types)
    )
    for status, category in statuses.items():
        expected = STATUSES.get(status, category)
        assert status in words.of_category(expected)
    assert len(set(words.types)) == len(words.types)
    assert set(types) <= set(words.types)
    every = [status for category in CATEGORIES for status in words.of_category(category)]
    assert sorted(every) == sorted(words.statuses)


def test_machinery_is_made_of_types() -> None:
    assert set(MACHINERY) < set(TYPES)
    assert set(kinds.STATUSES.values()) == set(CATEGORIES)
