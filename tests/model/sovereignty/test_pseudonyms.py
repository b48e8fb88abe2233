"""Persons in texts and names get stable pseudonyms, and nobody is left behind."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from beadwork.model.sovereignty import pseudonyms
from beadwork.model.sovereignty.pseudonyms import PERSON, Disguise, by_pseudonym, pseudonym, reveal

SECRET = b"s" * 32
PERSONS = ("Ann Example", "ann@example.org", "Zoë O'Hara", "bob", "田中", "unknown", "Li")
DISGUISE = Disguise(PERSONS, SECRET, ["demo-7"])
ANN = pseudonym(SECRET, PERSON, "Ann Example")


@pytest.mark.parametrize(
    "text",
    [
        "Ann Example", "ask ANN EXAMPLE today", "Ann's desk", "(Example, Ann)", "Ann: yes",
        "mail ann@example.org", "mail Ann@Example.ORG", "or someone.else+x@mail.example.co.uk",
        "user@localhost", "zoë o'hara", unicodedata.normalize("NFD", "Zoë O'Hara"), "Hara said",
        "BOB did it", "bob, bob and Bob", "@bob", "ask 田中さん", "see demo-7", "DEMO-7.1, demo-7!",
        "`demo-7`", "x-demo-7", "Li said",
    ],
)  # fmt: skip
def test_a_person_an_address_or_a_private_id_is_replaced(text: str) -> None:
    said = unicodedata.normalize("NFC", DISGUISE.text(text) or "").casefold()
    for private in ("ann", "example", "zoë", "hara", "bob", "田中", "@", "demo-7", "li "):
        assert private not in said.replace("@person", "person"), (text, said)


@pytest.mark.parametrize(
    "text",
    ["", "Plan the annexe", "an example", "bobsled", "demo-71", "react@18.2.0", "unknown", "alive"],
)
def test_other_words_stay(text: str) -> None:
    assert DISGUISE.text(text) == text


def test_a_name_is_the_same_everywhere_and_comes_back() -> None:
    assert DISGUISE.name("Ann Example") == DISGUISE.name("ann example") == ANN
    assert DISGUISE.text("for Ann Example") == f"for {ANN}"
    assert reveal(f"for {ANN}", by_pseudonym(PERSONS, SECRET)) == "for Ann Example"
    assert DISGUISE.name("unknown") == "unknown"
    assert DISGUISE.name(None) is None


def test_the_secret_decides_the_pseudonym() -> None:
    assert pseudonym(b"another", PERSON, "Ann Example") != ANN


def test_without_a_secret_there_is_one_word_for_everybody() -> None:
    nobody = Disguise(PERSONS, None)
    assert nobody.name("Ann Example") is None
    assert nobody.text("Ann asked bob, cc x@y.org") == "somebody asked somebody, cc somebody"


def test_a_document_is_searched_to_its_leaves_and_keys() -> None:
    found = DISGUISE.document({"bob": [{"by": "Ann Example", "n": 3}], "see": "demo-7"})
    assert found == {
        pseudonym(SECRET, PERSON, "bob"): [{"by": ANN, "n": 3}],
        "see": pseudonyms.HIDDEN,
    }


@given(
    st.lists(st.sampled_from([*PERSONS, "a@b.c", "demo-7", "text", "Will", "\n", "(", ",", "-"]))
)
def test_what_was_replaced_once_stays(words: list[str]) -> None:
    once = DISGUISE.text(" ".join(words)) or ""
    assert DISGUISE.text(once) == once
