"""What is secret in a URL, and what is left of the URL without it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from beadwork.errors import Invalid
from beadwork.model.urls import Credential, bare, split, without_credentials

TOKEN = "ghp_16C7e42F292c6912E7710c838347Ae178B4a"


@pytest.mark.parametrize(
    ("url", "left", "kept"),
    [
        ("https://me:pw@h.org/a.git", "https://h.org/a.git", ("https", "h.org/a.git", "me", "pw")),
        ("http://me:pw@h:8080/a", "http://h:8080/a", ("http", "h:8080/a", "me", "pw")),
        ("git+https://me:pw@h/a.git", "git+https://h/a.git", ("https", "h/a.git", "me", "pw")),
        (f"https://{TOKEN}@h/a.git", "https://h/a.git", ("https", "h/a.git", TOKEN, "")),
        (
            f"https://{TOKEN}:x-oauth-basic@h/a",
            "https://h/a",
            ("https", "h/a", TOKEN, "x-oauth-basic"),
        ),
        ("https://me:p@ss@h/a", "https://h/a", ("https", "h/a", "me", "p%40ss")),
        ("https://:pw@h/a", "https://h/a", ("https", "h/a", "", "pw")),
        ("HTTPS://me:pw@h/a/", "HTTPS://h/a/", ("https", "h/a", "me", "pw")),
        ("ssh://git:pw@h/a.git", "ssh://git@h/a.git", None),
        ("git+ssh://git:pw@h/a.git", "git+ssh://git@h/a.git", None),
        ("https://alice@bitbucket.org/t/a.git", "https://alice@bitbucket.org/t/a.git", None),
        ("ssh://git@h/a.git", "ssh://git@h/a.git", None),
        ("git@h:team/a.git", "git@h:team/a.git", None),
        ("https://h/a@b:c", "https://h/a@b:c", None),
        ("aws://[table:bucket]/db", "aws://[table:bucket]/db", None),
        ("/srv/git/a.git", "/srv/git/a.git", None),
        ("../me:pw@x", "../me:pw@x", None),
        ("", "", None),
    ],
)
def test_a_url_is_split(url: str, left: str, kept: tuple[str, str, str, str] | None) -> None:
    assert split(url) == (left, Credential(*kept) if kept else None)
    assert bare(url) == left
    assert split(left) == (left, None)


@pytest.mark.parametrize("key", ["access_token", "private_token", "token", "sig", "password"])
def test_a_token_in_a_query_is_refused_without_being_said(key: str) -> None:
    url = f"https://h/a.git?x=1&{key}=S3cret&y=2"
    with pytest.raises(Invalid) as refused:
        split(url)
    assert "S3cret" not in refused.value.message
    assert bare(url) == f"https://h/a.git?x=1&{key}=…&y=2"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("fatal: 'https://me:pw@h/a' not found", "fatal: 'https://…@h/a' not found"),
        (f"two: https://{TOKEN}@h/a, ssh://git:pw@h/a", "two: https://…@h/a, ssh://…@h/a"),
        ("url=https://me:pw@h/a", "url=https://…@h/a"),
        ("(git+https://me@h/a)", "(git+https://…@h/a)"),
        ("mail me@h.org about ssh://git@h/a", "mail me@h.org about ssh://git@h/a"),
        ("https://h:80/@scope/x", "https://h:80/@scope/x"),
        ("no URL: me:pw@h", "no URL: me:pw@h"),
    ],
)
def test_a_text_is_shown_without(text: str, shown: str) -> None:
    assert without_credentials(text) == shown
    assert without_credentials(shown) == shown


PART = st.text(
    st.characters(min_codepoint=33, max_codepoint=126, exclude_characters="/?#@:"), min_size=1
)


@given(user=PART, password=PART, path=PART)
def test_no_password_is_left(user: str, password: str, path: str) -> None:
    marked = f"S3{password}S3"
    url = f"https://{user}:{marked}@example.org/{path.replace('=', '')}"
    assert marked not in bare(url).replace(path, "")
    assert marked not in without_credentials(f"it failed: {url}").replace(path, "")


def test_a_long_text_takes_no_long_time() -> None:
    for text in ("a" * 200_000 + "://", "://" + "@" * 200_000, "x://" + "a@" * 100_000):
        assert without_credentials(text)
