"""URLs and the credentials in them, which must appear neither in a project's files nor in
messages.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from beadwork.errors import Invalid

HIDDEN = "…"

_USER_INFO = re.compile(
    r"(?<![\w+.-])(?P<scheme>[a-zA-Z][\w+.-]*)://(?P<user_info>[^/?#@\s]*(?:@[^/?#@\s]*)*)@"
)
_QUERY = re.compile(
    r"(?<=[?&])((?:\w*_)?(?:token|secret|password|passwd|sig|key))=[^&#\s]+", re.IGNORECASE
)
_HTTP = re.compile(r"(?:git\+)?(https?)", re.IGNORECASE)
_TOKEN = re.compile(r"(?=.*\d)[\w.~+=%-]{20,}")
"""A token rather than a user name: 20 characters or more with a digit, as every forge makes
them.
"""


class Credential(NamedTuple):
    """A user and a password for one repository, as they stand in its URL (percent-encoded)."""

    scheme: str
    """`http` or `https`."""
    place: str
    """Host, port and path: `example.org:8443/team/api.git`."""
    user: str
    password: str


class Split(NamedTuple):
    """A URL without its secret, and the secret as a credential, None where git has no use for
    it.
    """

    url: str
    credential: Credential | None


def without_credentials(text: str) -> str:
    """Return a text with the passwords and tokens of its URLs replaced by `…`.

    The user of an `http` URL is taken for a token, since forges accept a token there. The user of
    an `ssh` URL is a name.

    >>> without_credentials("'git+https://me:secret@example.org/x.git' could not be read")
    "'git+https://…@example.org/x.git' could not be read"
    >>> without_credentials("ssh://git@example.org/a.git https://token@example.org/?token=1")
    'ssh://git@example.org/a.git https://…@example.org/?token=…'
    """
    if "://" not in text:
        return text
    return _QUERY.sub(rf"\1={HIDDEN}", _USER_INFO.sub(_hide, text))


def _hide(match: re.Match[str]) -> str:
    is_secret = ":" in match["user_info"] or _HTTP.fullmatch(match["scheme"])
    return f"{match['scheme']}://{HIDDEN}@" if is_secret else match[0]


def bare(url: str) -> str:
    """Return a URL without any password or token, to be shown and compared."""
    try:
        return split(url).url
    except Invalid:
        return without_credentials(url)


def split(url: str) -> Split:
    """Return a URL without its password or token.

    A user without a password stays if it can be a name. Git has no use for the password of a
    scheme other than `http` and `https`, so it is dropped.

    Raises:
        Invalid: the query holds a token. It cannot be taken out of there.

    >>> split("https://me:secret@example.org/a.git").url
    'https://example.org/a.git'
    >>> split("https://me@example.org/a.git").url, split("ssh://git:pw@example.org/a.git").url
    ('https://me@example.org/a.git', 'ssh://git@example.org/a.git')
    """
    if _QUERY.search(url) and "://" in url:
        raise Invalid(
            f"there is a token in the query of {without_credentials(url)}",
            hint="https://USER:TOKEN@HOST/PATH: it is taken out and kept",
        )
    found = _USER_INFO.match(url)
    if found is None:
        return Split(url, None)
    user, colon, password = found["user_info"].partition(":")
    rest = url[found.end() :]
    scheme = _HTTP.fullmatch(found["scheme"])
    if not colon and not (scheme and _TOKEN.fullmatch(user)):
        return Split(url, None)
    if scheme is None:
        return Split(f"{found['scheme']}://{user}@{rest}", None)
    place = re.split(r"[?#]", rest, maxsplit=1)[0].rstrip("/")
    encoded = (part.replace("@", "%40") for part in (user, password))
    credential = Credential(scheme[1].lower(), place, *encoded)
    return Split(f"{found['scheme']}://{rest}", credential)
