"""Where a remote is: each form that a person may type, read into the one URL that Dolt takes.

The rule that tells a git repository from another server's remotes API is in
docs/design/remotes-endpoints.md. A text in Dolt's own form is read into itself.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable
from typing import NamedTuple
from urllib.parse import quote, unquote

from beadwork import errors
from beadwork.model import urls
from beadwork.model.hints import command
from beadwork.model.printable import clean
from beadwork.model.remotes import unsafe_text

GIT = "git"
REMOTESAPI = "remotesapi"
FILE = "file"
DOLTHUB = "dolthub"
AWS = "aws"
GS = "gs"

DOLTHUB_HOST = "doltremoteapi.dolthub.com"
TABLE_KEY = "federation.s3-table"
"""The setting that names the DynamoDB table, in which Dolt keeps the heads of an S3 remote."""

FORMS = (
    "https://HOST/PATH, http://…, ssh://…, git@HOST:PATH, git+https://…, git+ssh://…, "
    "git+file://…, file:///DIRECTORY, dolthub://ORG/REPO, s3://BUCKET/PATH, gs://BUCKET/PATH, "
    "or the path of a git repository: ./REPO.git"
)

GIT_HOSTS = frozenset(
    {
        *("github.com", "gitlab.com", "bitbucket.org", "codeberg.org", "git.sr.ht"),
        *("dev.azure.com", "gitea.com", "gitee.com", "salsa.debian.org", "framagit.org"),
    }
)
GIT_HOST_NAMES = frozenset({"git", "github", "gitlab", "gitea", "forgejo", "gogs", "cgit"})
"""A host whose first name is one of these serves git: `gitlab.example.org`."""

_NAME = r"[A-Za-z0-9_](?:[A-Za-z0-9_.-]*[A-Za-z0-9_])?"
_AUTHORITY = re.compile(
    rf"(?:(?P<user>[^@]*)@)?(?P<host>{_NAME}|\[[0-9A-Fa-f:.]+\])(?::(?P<port>[0-9]{{1,5}}))?"
)
_USER = re.compile(r"[A-Za-z0-9_](?:[A-Za-z0-9_.+~%-]*)")
_SCP = re.compile(r"(?P<authority>(?:[^@/:\[\]]*@)?(?:[^@/:\[\]]+|\[[^\]/]+\])):(?P<path>.*)")
_WORD = re.compile(_NAME)
_IN_URL = "/%~@+:,=._-"
_IN_PATH = "/~@+:,=._-"


class Endpoint(NamedTuple):
    """A place to push to and to fetch from."""

    url: str
    """In Dolt's form. It holds no password."""
    kind: str
    """`git`, `remotesapi`, `file`, `dolthub`, `aws` or `gs`."""
    host: str
    """With its port where one is named: `example.org:8443`. "" where there is no host."""
    shown: str
    """As it was typed."""


def parse(text: str, directory: str, *, table: str = "") -> Endpoint:
    """Return the remote that a person named. A relative path counts from `directory`, which is
    absolute. `table` is the value of `federation.s3-table`.

    Raises:
        Usage: it is none of the forms, or git or a shell could take it for more than a place.
        ValueError: `directory` is relative: what it counts from is not known here.

    >>> parse("git@example.org:team/api.git", "/").url
    'git+ssh://git@example.org/./team/api.git'
    >>> parse("https://example.org/team/api.git", "/")[:3]
    ('git+https://example.org/team/api.git', 'git', 'example.org')
    >>> parse("https://example.org:50051/api", "/")[:3]
    ('https://example.org:50051/api', 'remotesapi', 'example.org:50051')
    >>> parse("../api.git", "/work/clone").url, parse("file:///backup/api", "/").url
    ('git+file:///work/api.git', 'file:///backup/api')
    >>> parse("s3://bucket/api", "/", table="heads").url
    'aws://[heads:bucket]/api'
    """
    fault = unsafe_text.fault(text)
    if fault:
        raise _refused(text, fault)
    if urls.bare(text) != text:
        raise _refused(text, "it holds a password or a token")
    scheme, is_url, rest = text.partition("://")
    if not is_url:
        return _without_scheme(text, directory)
    scheme = scheme.lower()
    if scheme == "s3":
        return _of_s3(text, rest, table)
    reader = _READERS.get(scheme)
    if reader is None:
        raise _refused(text, f"no remote begins with {scheme}://")
    return reader(text, scheme, rest)


def parse_git(text: str, directory: str) -> Endpoint:
    """Return the place of a URL that git itself has for a remote: a git repository in any case.

    Raises:
        Usage: Dolt cannot reach a git repository in this way.

    >>> parse_git("https://example.org/team/api", "/").url
    'git+https://example.org/team/api'
    >>> parse_git("api", "/work").url
    'git+file:///work/api'
    """
    scheme, is_url, _ = text.partition("://")
    if is_url and scheme.lower() in ("http", "https", "ssh", "file"):
        return parse(f"git+{text}", directory)._replace(shown=text)
    if is_url or not text.strip() or text.startswith("/") or _SCP.fullmatch(text):
        return parse(text, directory)
    return parse(f"./{text}", directory)._replace(shown=text)


def comparable(text: str, directory: str) -> str:
    """Return a remote in Dolt's form, to be compared; the text itself where it names no remote."""
    try:
        return parse(text, directory).url
    except errors.Usage:
        return text


def _refused(text: str, why: str, hint: str = f"a remote is one of {FORMS}") -> errors.Usage:
    text = clean(urls.without_credentials(text)).partition("?")[0]
    shown = text.replace("\n", " ").replace("\t", " ")
    shown = shown if len(shown) <= 200 else f"{shown[:200]}…"
    return errors.Usage(f"{shown!r} is no remote: {why}", hint=hint)


def _without_scheme(text: str, directory: str) -> Endpoint:
    found = _SCP.fullmatch(text)
    if found is not None:
        return _of_scp(text, found["authority"], found["path"])
    if text.startswith(("/", "./", "../")) or text in (".", ".."):
        return _of_path(text, directory)
    as_path, as_url = command(f"./{text}"), command(f"https://{text}")
    if not text.endswith(".git"):
        raise _refused(text, "it is no URL and no path", f"{as_path} for a path; else {FORMS}")
    if "/" in text and "." in text.partition("/")[0]:
        raise _refused(text, "it may be a host or a path", f"{as_url} or {as_path}")
    return _of_path(text, directory)


def _of_path(text: str, directory: str) -> Endpoint:
    if not posixpath.isabs(directory):
        raise ValueError(f"{text} cannot count from {directory}, which is no absolute directory")
    path = _directory(text, posixpath.join(directory, text))
    return Endpoint(f"git+file://{quote(path, safe=_IN_PATH)}", GIT, "", text)


def _directory(text: str, path: str) -> str:
    """Return a path in its shortest form. `normpath` leaves a second slash at its beginning."""
    normal = f"/{posixpath.normpath(path).lstrip('/')}"
    if normal == "/":
        raise _refused(text, "it names no directory")
    return normal


def _of_scp(text: str, authority: str, path: str) -> Endpoint:
    """Read `git@host:path`. A relative path counts from the home of the user there, which Dolt
    writes as `/./`.
    """
    if authority.lower() in _READERS:
        raise _refused(text, "a URL has :// behind its scheme", f"{authority}://…")
    if "@" in path:
        raise _refused(f"{authority}:…", "its path has an @, as a URL with a password has")
    host, place = _authority(text, authority)
    absolute = path if path.startswith("/") else f"/./{path}"
    where = _remote_path(text, absolute, safe=_IN_PATH)
    return Endpoint(f"git+ssh://{place}{where}", GIT, host, text)


def _of_git(text: str, scheme: str, rest: str) -> Endpoint:
    scheme = scheme.removeprefix("git+")
    authority, _, path = rest.partition("/")
    host, place = _authority(text, authority)
    where = _remote_path(text, path)
    if where.startswith("/./") and (scheme != "ssh" or host.rpartition("]")[2].count(":")):
        raise _refused(
            text,
            "only user@host:path counts from a home, and has no port",
            f"{scheme}://{place}/~/{where[3:]}",
        )
    return Endpoint(f"git+{scheme}://{place}{where}", GIT, host, text)


def _of_http(text: str, scheme: str, rest: str) -> Endpoint:
    authority, _, path = rest.partition("/")
    host, place = _authority(text, authority)
    where = _remote_path(text, path)
    name = host.partition(":")[0]
    if name == DOLTHUB_HOST and scheme == "https":
        return _of_dolthub(text, scheme, path)
    if name in ("dolthub.com", "www.dolthub.com"):
        raise _refused(text, "it is a page of DoltHub", "dolthub://ORG/REPO")
    if where.endswith(".git") or name in GIT_HOSTS or name.partition(".")[0] in GIT_HOST_NAMES:
        return Endpoint(f"git+{scheme}://{place}{where}", GIT, host, text)
    if "@" in place:
        raise _refused(
            text,
            "the user of a remotes API is not named in its URL",
            "give the user with --user; or git+https://… where it is a git repository",
        )
    return Endpoint(f"{scheme}://{place}{where}", REMOTESAPI, host, text)


def _of_git_file(text: str, scheme: str, rest: str) -> Endpoint:
    path = quote(_local_path(text, unquote(rest)), safe=_IN_PATH)
    return Endpoint(f"git+file://{path}", GIT, "", text)


def _of_file(text: str, scheme: str, rest: str) -> Endpoint:
    """Read `file:///…`: a git repository where it ends in `.git`, as Dolt has it, else a directory
    of Dolt's, whose URL Dolt stores without escapes.
    """
    path = _local_path(text, rest)
    if path.endswith(".git"):
        return _of_git_file(text, scheme, rest)
    if "%" in path:
        raise _refused(text, "the path of a directory of Dolt has no escapes")
    return Endpoint(f"file://{path}", FILE, "", text)


def _local_path(text: str, rest: str) -> str:
    path = rest.removeprefix("localhost")
    if not path.startswith("/"):
        raise _refused(text, "a path in a file URL begins with a slash", "file:///DIRECTORY")
    return _directory(text, path)


def _of_dolthub(text: str, scheme: str, rest: str) -> Endpoint:
    parts = rest.strip("/").split("/")
    if len(parts) != 2 or not all(_WORD.fullmatch(part) for part in parts):
        raise _refused(text, "it does not name one repository", "dolthub://ORG/REPO")
    return Endpoint(f"https://{DOLTHUB_HOST}/{'/'.join(parts)}", DOLTHUB, DOLTHUB_HOST, text)


def _of_s3(text: str, rest: str, table: str) -> Endpoint:
    if not table:
        raise _refused(
            text,
            f"{TABLE_KEY} does not name the DynamoDB table of its heads",
            f"bd config set {TABLE_KEY} TABLE",
        )
    bucket, _, path = rest.partition("/")
    return _of_aws(text, "aws", f"[{table}:{bucket}]/{path}")


def _of_aws(text: str, scheme: str, rest: str) -> Endpoint:
    found = re.fullmatch(rf"\[({_NAME}):({_NAME})\]/(.+)", rest)
    if found is None:
        raise _refused(text, "it does not name a table, a bucket and a path", "s3://BUCKET/PATH")
    table, bucket, path = found.groups()
    return Endpoint(f"aws://[{table}:{bucket}]{_remote_path(text, path)}", AWS, "", text)


def _of_gs(text: str, scheme: str, rest: str) -> Endpoint:
    bucket, _, path = rest.partition("/")
    if not _WORD.fullmatch(bucket):
        raise _refused(text, "it does not name a bucket", "gs://BUCKET/PATH")
    return Endpoint(f"gs://{bucket}{_remote_path(text, path)}", GS, "", text)


def _authority(text: str, authority: str) -> tuple[str, str]:
    """Return a host with its port, and both with the user, as they stand in a URL."""
    found = _AUTHORITY.fullmatch(authority)
    if found is None or ".." in found["host"] or len(found["host"]) > 253:
        raise _refused(text, "it does not name a host")
    user, port = found["user"], found["port"]
    if port is not None and not 0 < int(port) < 65536:
        raise _refused(text, f"{port} is no port")
    host = found["host"].lower() + (f":{int(port)}" if port else "")
    if user is None:
        return host, host
    if ":" in user:
        raise _refused(text, "a password has no place in it")
    if not _USER.fullmatch(user):
        raise _refused(text, "it does not name a user")
    return host, f"{user}@{host}"


def _remote_path(text: str, path: str, safe: str = _IN_URL) -> str:
    """Return a path on another machine with its escapes, without a slash at its end."""
    marker = "/./" if path.startswith(("/./", "./")) else "/"
    parts = path.removeprefix(marker).removeprefix("./").strip("/").split("/")
    if any(unquote(part) in ("", ".", "..") for part in parts):
        raise _refused(text, "its path does not name one repository")
    return marker + quote("/".join(parts), safe=safe)


_READERS: dict[str, Callable[[str, str, str], Endpoint]] = {
    "dolthub": _of_dolthub,
    "https": _of_http,
    "http": _of_http,
    "ssh": _of_git,
    "git+ssh": _of_git,
    "git+https": _of_git,
    "git+http": _of_git,
    "git+file": _of_git_file,
    "file": _of_file,
    "aws": _of_aws,
    "gs": _of_gs,
}
