"""`-` is standard input for every long text, once a command; nowhere is it kept as a dash."""

from __future__ import annotations

import json

import pytest

from harness import Place

TEXT = "First line\n- second\n"


@pytest.fixture
def one(place: Place) -> Place:
    assert place.run("create", "One", "--id", "demo-one", "--notes", "hours").returncode == 0
    return place


def shown(place: Place, field: str) -> object:
    return json.loads(place.run("show", "demo-one", "--json").stdout)[0].get(field)


@pytest.mark.parametrize(
    ("flag", "field", "kept"),
    [
        ("--description", "description", TEXT),
        ("-d", "description", TEXT),
        ("--body-file", "description", TEXT),
        ("--design", "design", TEXT),
        ("--acceptance", "acceptance_criteria", TEXT),
        ("--notes", "notes", TEXT),
        ("--append-notes", "notes", f"hours\n{TEXT}"),
    ],
)
def test_a_long_text_of_an_issue(one: Place, flag: str, field: str, kept: str) -> None:
    assert one.run("update", "demo-one", flag, "-", stdin=TEXT).stderr == ""
    assert shown(one, field) == kept


def test_the_long_texts_of_a_new_one(place: Place) -> None:
    for flag in ("-d", "--design", "--acceptance", "--notes", "--body-file"):
        made = json.loads(place.run("create", "New", flag, "-", "--json", stdin=TEXT).stdout)
        assert TEXT in made.values()
    made = json.loads(place.run("create", "New", "--stdin", "--json", stdin=TEXT).stdout)
    assert made["description"] == TEXT


def test_reasons_comments_and_memories(one: Place) -> None:
    assert one.run("close", "demo-one", "-r", "-", stdin="Fixed\n").returncode == 0
    assert shown(one, "close_reason") == "Fixed"
    assert one.run("reopen", "demo-one", "-r", "-", stdin="Not yet\n").returncode == 0
    assert "Not yet" in one.run("log").stdout
    assert one.run("comment", "demo-one", "-", stdin=TEXT).returncode == 0
    assert "second" in json.dumps(shown(one, "comments"))
    assert one.run("remember", "-", "--key", "k", stdin=TEXT).returncode == 0
    assert "second" in one.run("recall", "k").stdout


@pytest.mark.parametrize(
    "words",
    [
        ["update", "demo-one", "--notes", "-", "--design", "-"],
        ["update", "demo-one", "--append-notes", "-", "--body-file", "-"],
        ["create", "Two", "--notes", "-", "--stdin"],
        ["batch", "-", "-m", "-"],
    ],
)
def test_it_is_read_once_a_command(one: Place, words: list[str]) -> None:
    refused = one.run(*words, stdin=TEXT)
    assert (refused.returncode, refused.stdout) == (2, "")
    assert "standard input is asked for twice" in refused.stderr
    assert shown(one, "notes") == "hours"


@pytest.mark.parametrize("text", ["", "\n", " \n\t\n"])
def test_an_empty_one_is_no_text(one: Place, text: str) -> None:
    for words in (
        ["update", "demo-one", "--notes", "-"],
        ["update", "demo-one", "--body-file", "-"],
        ["create", "Two", "--stdin"],
        ["comment", "demo-one", "-"],
        ["close", "demo-one", "-r", "-"],
    ):
        refused = one.run(*words, stdin=text)
        assert (refused.returncode, refused.stdout) == (2, ""), words
        assert "standard input is empty" in refused.stderr
    (one.directory / "empty.md").write_text(text)
    refused = one.run("update", "demo-one", "--body-file", "empty.md")
    assert (refused.returncode, "empty.md is empty" in refused.stderr) == (2, True)
    assert shown(one, "notes") == "hours"


@pytest.mark.parametrize(
    "words",
    [
        ["create", "-"],
        ["create", "--title=-"],
        ["q", "-"],
        ["update", "demo-one", "--title", "-"],
        ["update", "demo-one", "-a", "-"],
        ["update", "demo-one", "--external-ref", "-"],
        ["update", "demo-one", "--parent", "-"],
        ["update", "demo-one", "--due", "-"],
    ],
)
def test_what_is_no_long_text_does_not_come_from_there(one: Place, words: list[str]) -> None:
    refused = one.run(*words, stdin=TEXT)
    assert (refused.returncode, refused.stdout) == (2, "")
    assert "does not come from standard input" in refused.stderr


def test_words_that_begin_with_a_dash_are_words_behind_two(one: Place) -> None:
    made = one.run("create", "--silent", "--", "-y is refused")
    assert one.run("search", "--json", "--", "-y").returncode == 0
    assert made.stdout.strip() in one.run("search", "--", "-y").stdout
    assert one.run("comment", "demo-one", "--", "- a list").returncode == 0
