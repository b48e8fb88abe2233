"""Every form that names a remote, and every text that must not be taken for one."""

from __future__ import annotations

import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from beadwork.errors import Usage
from beadwork.model.remotes import unsafe_text
from beadwork.model.remotes.endpoint import Endpoint, comparable, parse, parse_git

DIRECTORY = "/data/R&D/clone"
TOKEN = "ghp_16C7e42F292c6912E7710c838347Ae178B4a"


@pytest.mark.parametrize(
    ("text", "url", "kind", "host"),
    [
        ("dolthub://org/repo", "https://doltremoteapi.dolthub.com/org/repo", "dolthub", "D"),
        ("https://doltremoteapi.dolthub.com/o/r", None, "dolthub", "D"),
        ("https://h.org/api", None, "remotesapi", "h.org"),
        ("https://h.org/org/api/", "https://h.org/org/api", "remotesapi", "h.org"),
        ("http://127.0.0.1:50051/api", None, "remotesapi", "127.0.0.1:50051"),
        ("http://[::1]:50051/api", None, "remotesapi", "[::1]:50051"),
        ("HTTPS://H.org/api", "https://h.org/api", "remotesapi", "h.org"),
        ("https://h.org/team/api.git", "git+https://h.org/team/api.git", "git", "h.org"),
        ("https://h.org/api.git/", "git+https://h.org/api.git", "git", "h.org"),
        ("http://h.org:8080/api.git", "git+http://h.org:8080/api.git", "git", "h.org:8080"),
        ("https://github.com/t/api", "git+https://github.com/t/api", "git", "github.com"),
        ("https://ann@bitbucket.org/t/a", "git+https://ann@bitbucket.org/t/a", "git", "B"),
        ("https://gitlab.h.org/t/api", "git+https://gitlab.h.org/t/api", "git", "gitlab.h.org"),
        ("https://git.h.org:8443/api", "git+https://git.h.org:8443/api", "git", "git.h.org:8443"),
        ("git+https://h.org/api", None, "git", "h.org"),
        ("git+http://h.org/a%20b", None, "git", "h.org"),
        ("ssh://git@h.org/srv/api.git", "git+ssh://git@h.org/srv/api.git", "git", "h.org"),
        ("ssh://h:2222/api", "git+ssh://h:2222/api", "git", "h:2222"),
        ("ssh://h/~ann/api", "git+ssh://h/~ann/api", "git", "h"),
        ("git+ssh://git@h.org/./team/api.git", None, "git", "h.org"),
        ("git@h.org:team/api.git", "git+ssh://git@h.org/./team/api.git", "git", "h.org"),
        ("git@h.org:/srv/api.git", "git+ssh://git@h.org/srv/api.git", "git", "h.org"),
        ("git@h.org:./api.git/", "git+ssh://git@h.org/./api.git", "git", "h.org"),
        ("h.org:api", "git+ssh://h.org/./api", "git", "h.org"),
        ("backup:~/api", "git+ssh://backup/./~/api", "git", "backup"),
        ("git@[::1]:api", "git+ssh://git@[::1]/./api", "git", "[::1]"),
        ("file:///backup/api", None, "file", ""),
        ("file://localhost/backup/../api/", "file:///api", "file", ""),
        ("file:///backup/müller", None, "file", ""),
        ("file:///backup/api.git", "git+file:///backup/api.git", "git", ""),
        ("git+file:///backup/api", None, "git", ""),
        ("git+file:///backup/my%20api/", "git+file:///backup/my%20api", "git", ""),
        ("/srv/git/api.git", "git+file:///srv/git/api.git", "git", ""),
        ("//srv/git", "git+file:///srv/git", "git", ""),
        ("/srv/git", "git+file:///srv/git", "git", ""),
        ("/srv/my api (old)", "git+file:///srv/my%20api%20%28old%29", "git", ""),
        ("/srv/50%/api", "git+file:///srv/50%25/api", "git", ""),
        ("/srv/a#b?", "git+file:///srv/a%23b%3F", "git", ""),
        ("../api.git", "git+file:///data/R%26D/api.git", "git", ""),
        ("./api", "git+file:///data/R%26D/clone/api", "git", ""),
        (".", "git+file:///data/R%26D/clone", "git", ""),
        ("api.git", "git+file:///data/R%26D/clone/api.git", "git", ""),
        ("s3://bucket/team/api", "aws://[heads:bucket]/team/api", "aws", ""),
        ("aws://[table:bucket]/api", None, "aws", ""),
        ("gs://bucket/api", None, "gs", ""),
    ],
)
def test_a_form_is_read(text: str, url: str | None, kind: str, host: str) -> None:
    host = {"D": "doltremoteapi.dolthub.com", "B": "bitbucket.org"}.get(host, host)
    found = parse(text, DIRECTORY, table="heads")
    assert found == Endpoint(url or text, kind, host, text)
    if "%26" not in found.url:
        assert parse(found.url, "/elsewhere")[:3] == found[:3], "Dolt's form is read into itself"
    assert comparable(found.url, "/elsewhere") == found.url


@pytest.mark.parametrize(
    "text",
    [
        *("", " ", "\n", "-x", "--upload-pack=touch /tmp/x", "-oProxyCommand=id", "api", "origin"),
        *(
            " /srv/a.git",
            "/srv/a.git ",
            "/srv/a.git\n",
            "/srv/\x1b[31m",
            "/srv/\x00",
            "/srv/\u202e",
        ),
        *("/srv/\udcff", "/srv/\u200f", "git@h:a\tb", "a" * 3000 + ".git", "~/api", "~ann/api"),
        *("ext::sh -c id", "EXT::sh", "fd::17", "fd::17/x", "transport::address", "a::/srv/x"),
        *("ext://sh", "git+ext://sh", "git://h/api.git", "git+git://h/a", "ftp://h/a", "://h/a"),
        *("javascript://h/a", "oci://b/x", "localbs:///x", "mem://x", "az://a/b", "oss://b/x"),
        *("ssh://-oProxyCommand=id/x", "ssh://git@-h/x", "ssh://-u@h/x", "ssh://h/-x", "h:-x"),
        *("ssh://h:22/./x", "git+ssh://[::1]:22/./x", "git+https://h/./x"),
        *(
            "ssh://%2doProxyCommand=id/x",
            "ssh://%252dx/y",
            "git@-h:x",
            "-u@h:x",
            "https://-h/a.git",
        ),
        *(
            "ssh://h/a/../../b",
            "ssh://h/%2e%2e/b",
            "h:../b",
            "ssh://h/a/./b",
            "ssh://h//",
            "ssh://h",
        ),
        *(
            "ssh:///x",
            "ssh://@h/x",
            "ssh://h:/x",
            "ssh://h:0/x",
            "ssh://h:99999/x",
            "ssh://h:22x/x",
        ),
        *("ssh://h`id`/x", "ssh://h$(id)/x", "ssh://$USER@h/x", "ssh://h;id/x", "ssh://a b/x"),
        *("ssh://h/$(id)", "ssh://h/`id`", "ssh://h/a;id", "ssh://h/a'b", "ssh://h/a%27b"),
        *(
            "ssh://h/a%3bid",
            "ssh://h/a%253bid",
            "h:a;id",
            "h:$(id)",
            "h:a|id",
            "h:a&b",
            "git@h;id:x",
        ),
        *(
            "https://h/a%00",
            "https://h/a%0ab",
            "https://h/a%250ab",
            "https://h/a%zz",
            "https://h/a%",
        ),
        *(
            "https://h/a%ff",
            "https://h",
            "https://h/",
            "https:///a",
            "https://h..org/a",
            "https://.h/a",
        ),
        *(
            "https://h/a?ref=x",
            "https://h/a.git#x",
            "https://h/a b",
            "https://h/a\\b",
            "https://h^/a",
        ),
        *(
            "http://ann@h/api",
            "https://me:pw@h/a.git",
            f"https://{TOKEN}@h/a.git",
            "ssh://u:pw@h/a",
        ),
        *("u:pw@h:a", "https://www.dolthub.com/repositories/o/r", "https://dolthub.com/o/r"),
        *("dolthub://org", "dolthub://org/repo/more", "dolthub:///repo", "dolthub://o/.."),
        *("dolthub://org/re po", "dolthub://o@x/r", "dolthub://h:80/r"),
        *(
            "file://relative/path",
            "file://h/srv/a",
            "file:///",
            "file://",
            "file:///a%20b",
            "file:x",
        ),
        *("git+file://h/srv/a", "git+file:///%2e%2e", "git+file:///a%0a", "git+file:///a%24(id)"),
        *("s3://", "s3://bucket", "s3:///a", "s3://-b/a", "s3://b]/a", "s3://b:c/a", "s3://b/../a"),
        *("aws://bucket/a", "aws://[t]/a", "aws://[t:b]", "aws://[t:b]/", "aws://[t:b:c]/a"),
        *("gs://", "gs://bucket", "gs:///a", "gs://-b/a", "gs://b$/a", "gs://b/..", "gs://u@b/a"),
        *("$(id)", "/srv/$(id)", "./`id`.git", "/srv/a;id", "/srv/a|id", '/srv/a"b', "/srv/a\\b"),
        *("/srv/-x", "../-x", "./%2dx", "github.com/org/repo.git", "h.org/a.git", "C:\\git\\a.git"),
    ],
)
def test_anything_else_is_refused_by_name(text: str) -> None:
    with pytest.raises(Usage) as refused:
        parse(text, DIRECTORY, table="heads")
    said = refused.value.message + refused.value.hint
    assert " is no remote: " in said and refused.value.hint
    assert said.isprintable() and len(said) < 700
    assert "pw@" not in said and TOKEN not in said
    assert comparable(text, DIRECTORY) == text


def test_s3_asks_for_its_table() -> None:
    with pytest.raises(Usage) as refused:
        parse("s3://bucket/api", "/")
    assert refused.value.hint == "bd config set federation.s3-table TABLE"


@pytest.mark.parametrize("table", ["-t", "t]", "a b", "t:u", "$(id)", "t/u"])
def test_a_table_is_a_name(table: str) -> None:
    with pytest.raises(Usage):
        parse("s3://bucket/api", "/", table=table)


@pytest.mark.parametrize(
    ("text", "url"),
    [
        ("https://h.org/team/api", "git+https://h.org/team/api"),
        ("https://ann@h.org/team/api", "git+https://ann@h.org/team/api"),
        ("ssh://git@h.org/api", "git+ssh://git@h.org/api"),
        ("git@h.org:api", "git+ssh://git@h.org/./api"),
        ("file:///backup/api", "git+file:///backup/api"),
        ("/backup/api", "git+file:///backup/api"),
        ("../api", "git+file:///work/api"),
        ("api", "git+file:///work/clone/api"),
        ("h.org/api.git", "git+file:///work/clone/h.org/api.git"),
    ],
)
def test_what_git_has_is_a_git_repository(text: str, url: str) -> None:
    assert parse_git(text, "/work/clone") == Endpoint(url, "git", parse(url, "/").host, text)


@pytest.mark.parametrize("text", ["", "ext::sh -c id", "git://h/a.git", "-x", "s3+x://b/a", "a;b"])
def test_what_dolt_cannot_reach_through_git_is_refused(text: str) -> None:
    with pytest.raises(Usage):
        parse_git(text, "/work")


SCHEMES = ["", "ssh://", "git+ssh://", "https://", "git+https://", "git+file://", "file://"]
SCHEMES += ["http://", "dolthub://", "s3://", "aws://", "gs://", "git@h:", "/", "./", "ext::"]
HOSTILE = st.text(
    st.sampled_from(string.printable + "é\u202e\x00\x7f\udcff") | st.characters(), max_size=60
)


@given(scheme=st.sampled_from(SCHEMES), host=HOSTILE, path=HOSTILE)
def test_no_text_becomes_an_option_or_a_command(scheme: str, host: str, path: str) -> None:
    try:
        found = parse(f"{scheme}{host}/{path}", "/work", table="heads")
    except Usage as refused:
        assert refused.message.isprintable()
        return
    for read in unsafe_text.readings(found.url):
        assert read.isprintable()
        assert not any(part.startswith("-") for part in read.replace("@", "/").split("/"))
        if found.url.startswith("git+ssh:"):
            assert not set(read) & set("`$;|&<>\"'\\ ()")
    assert "::" not in found.url.partition("[")[0]
    assert not set(found.url) & set('`$;|&<>"\\\n')
    assert parse(found.url, "/else", table="heads").url == found.url


@pytest.mark.parametrize("directory", ["", ".", "..", "work"])
def test_a_relative_path_needs_an_absolute_directory(directory: str) -> None:
    with pytest.raises(ValueError, match="no absolute directory"):
        parse("../api.git", directory)
