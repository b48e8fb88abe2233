"""`hop://` URIs: one spelling for each issue, and nothing else is one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from beadwork.errors import Invalid
from beadwork.model.hop import uri
from beadwork.model.hop.uri import Hop

LABELS = st.from_regex(r"\A[a-z0-9](?:[a-z0-9_-]{0,20}[a-z0-9])?\Z")
IDS = st.from_regex(r"\A[A-Za-z0-9][A-Za-z0-9_-]{0,30}(?:\.[1-9])?\Z")


@given(LABELS, LABELS, LABELS, IDS)
def test_a_uri_is_read_as_it_is_printed(entity: str, chain: str, rig: str, issue: str) -> None:
    made = uri.of(entity, chain, rig, issue)
    assert uri.parse(str(made)) == made == Hop(entity, chain, rig, issue)


@given(st.text())
def test_whatever_is_accepted_is_printed_as_it_was(text: str) -> None:
    for candidate in (text, f"hop://{text}", f"hop://a/b/c/{text}"):
        try:
            found = uri.parse(candidate)
        except Invalid:
            continue
        assert str(found) == candidate


@pytest.mark.parametrize(
    "text",
    [
        "",
        "hop://",
        "hop:/a/b/c/d-1",
        "HOP://a/b/c/d-1",
        "https://a/b/c/d-1",
        "hop://a/b/d-1",
        "hop://a/b/c/d-1/",
        "hop://a/b/c/d/e-1",
        "hop:///b/c/d-1",
        "hop://a//c/d-1",
        "hop://a/b/c/",
        " hop://a/b/c/d-1",
        "hop://a/b/c/d-1\n",
        "hop://a/b/c/d-1 ",
        "hop://a/b/c/d-1?x=1",
        "hop://a/b/c/d-1#x",
        "hop://user@a/b/c/d-1",
        "hop://a:80/b/c/d-1",
        "hop://../b/c/d-1",
        "hop://a/../c/d-1",
        "hop://a/b/./d-1",
        "hop://a/b/c/..",
        "hop://a/b/c/d..e",
        "hop://a..b/b/c/d-1",
        "hop://-a/b/c/d-1",
        "hop://a/--upload-pack=x/c/d-1",
        "hop://a/b/c/-d",
        "hop://a/b/c/%2e%2e",
        "hop://a/b/c%00/d-1",
        "hop://a/b/c/d\x00-1",
        "hop://a/b/c/d\x1b[2J",
        "hop://A/b/c/d-1",
        "hop://\u0430/b/c/d-1",  # a Cyrillic letter that looks like an `a`
        "hop://a/b/c/d\u0661",  # a digit, but not one of ASCII
        "hop://a/b/c/d-1;DROP TABLE issues",
        "hop://a/b/c/$(id)",
        "hop://a/b/`c`/d-1",
        f"hop://{'a' * 64}/b/c/d-1",
        f"hop://a/b/c/{'d' * 300}",
    ],
)
def test_what_is_no_uri_is_refused_by_name(text: str) -> None:
    with pytest.raises(Invalid, match="hop:// URI") as refused:
        uri.parse(text)
    assert refused.value.message.isprintable()
    assert len(refused.value.message) < 400
    assert refused.value.hint == uri.FORM


@pytest.mark.parametrize("label", ["a", "0", "a-b", "a.b", "a_b", "a" * 63])
def test_labels(label: str) -> None:
    assert uri.is_label(label)


@pytest.mark.parametrize("label", ["", "-a", "a-", ".a", "a.", "a..b", "A", "a b", "a\n", "a" * 64])
def test_no_labels(label: str) -> None:
    assert not uri.is_label(label)
