"""Mail in a real town: sent, listed, read, answered, put away; channels; and every refusal."""

from __future__ import annotations

import json
import subprocess
from concurrent.futures import ThreadPoolExecutor

import pytest

import terminal
from beadwork.dolt.connection.session import Session
from beadwork.town.layout import Town
from beadwork.town.mail import hq, messages
from beadwork.town.rigs import trackers
from harness import BIN, Mayor, assert_done

RIGS = {
    "version": 1,
    "rigs": {"gastown": {"git_url": "/nowhere", "added_at": "", "beads": {"prefix": "gt"}}},
}


@pytest.fixture
def office(mayor: Mayor) -> Mayor:
    """A town with a rig `gastown`, which is all that an address needs."""
    (mayor.root / "mayor" / "rigs.json").write_text(json.dumps(RIGS))
    return mayor


def log(office: Mayor) -> list[str]:
    done = office.person.run("log", "--json", cwd=office.root)
    assert_done(done)
    return [
        commit["message"]
        for commit in json.loads(done.stdout)
        if commit["message"].startswith("gt: ")
    ]


def test_a_message_is_sent_read_answered_and_put_away(office: Mayor) -> None:
    assert office.gt("mail", "inbox").stdout == "No mail for mayor/\n"
    assert office.gt("mail", "check").returncode == 1
    secret = "nobody finds this in history"
    sent = office.answer(
        "mail", "send", "mayor", "-s", "The build", "-m", secret, "--as", "gastown/toast"
    )
    assert sent["inboxes"] == ["mayor/"]
    assert (sent["from"], sent["to"], sent["thread_id"]) == (
        "gastown/toast",
        ["mayor/"],
        sent["id"],
    )

    checked = office.gt("mail", "check", "--json")
    assert (checked.returncode, json.loads(checked.stdout)) == (
        0,
        {"address": "mayor/", "unread": 1},
    )
    line = f"● {sent['id']}  gastown/toast  just now  The build\n"
    assert office.gt("mail", "inbox").stdout == line
    assert "body" not in office.answer("mail", "inbox")[0]

    part = sent["id"].rpartition("-")[2]
    assert "read_at" not in office.answer("mail", "read", part, "--readonly")
    assert "read_at" not in office.answer("mail", "read", part, "--as", "deacon/")
    letter = office.gt("mail", "read", part).stdout.splitlines()
    assert [row.split("  ")[0].strip() for row in letter] == [
        "id",
        "from",
        "to",
        "sent",
        "subject",
        "",
        "",
    ]
    assert letter[-1] == f"  {secret}"
    assert office.gt("mail", "check").returncode == 1
    assert office.gt("mail", "inbox").stdout == line.replace("●", " ")
    assert office.gt("mail", "inbox", "--unread").stdout == "No unread mail for mayor/\n"
    before = log(office)
    assert "read_at" in office.answer("mail", "read", part)
    assert log(office) == before

    answer = office.answer("mail", "reply", part, "-m", "I look at it")
    assert (answer["from"], answer["to"]) == ("mayor/", ["gastown/toast"])
    assert (answer["subject"], answer["thread_id"]) == ("Re: The build", sent["id"])
    thread = office.answer("mail", "thread", answer["id"])
    assert [message["id"] for message in thread] == [sent["id"], answer["id"]]
    assert [message["body"] for message in thread] == [secret, "I look at it"]

    assert office.gt("mail", "archive", part).stdout == f"Archived {sent['id']}: The build\n"
    assert office.gt("mail", "inbox").stdout == "No mail for mayor/\n"
    assert office.gt("mail", "inbox", "--all").stdout == line.replace("●", "✓")
    assert "archived_at" in office.answer("mail", "archive", part)[0]
    assert log(office) == [
        f"gt: mail archive {sent['id']}",
        "gt: mail from mayor/ to gastown/toast: Re: The build",
        f"gt: mail read {sent['id']}",
        "gt: mail from gastown/toast to mayor/: The build",
    ]


def test_each_inbox_has_a_copy_of_its_own(office: Mayor) -> None:
    sent = office.answer("mail", "send", "deacon", "gastown/toast", "deacon/", "-s", "To both")
    assert sent["to"] == sent["inboxes"] == ["deacon/", "gastown/toast"]
    (copy,) = office.answer("mail", "inbox", "gastown/toast")
    assert (copy["id"], copy["to"]) == (f"{sent['id']}.2", ["gastown/toast", "deacon/"])
    assert (
        office.answer("mail", "read", sent["id"], "--as", "gastown/toast")["id"]
        == f"{sent['id']}.2"
    )
    assert office.gt("mail", "check", "gastown/toast").stdout == "No unread for gastown/toast\n"
    assert office.gt("mail", "check", "deacon/").stdout == "1 unread for deacon/\n"
    assert len(office.answer("mail", "thread", sent["id"])) == 1

    answer = office.answer(
        "mail", "reply", sent["id"], "--all", "-m", "Yes", "--as", "gastown/toast"
    )
    assert sorted(answer["inboxes"]) == ["deacon/", "mayor/"]
    more = office.answer("mail", "send", "deacon/", "-s", "More", "--thread", answer["id"])
    assert more["thread_id"] == sent["id"]
    assert len(log(office)) == 4


def test_a_channel_is_an_address_of_many(office: Mayor) -> None:
    assert office.gt("mail", "channels").stdout == "No channels\n"
    made = office.answer("mail", "channels", "create", "dev", "gastown/toast", "gastown/nux")
    assert (made["address"], made["members"]) == ("channel:dev", ["gastown/nux", "gastown/toast"])
    assert (
        office.gt("mail", "channels", "join", "dev").stdout
        == "channel:dev: gastown/nux, gastown/toast, mayor/\n"
    )
    assert office.gt("mail", "channels", "join", "channel:dev", "mayor").returncode == 0
    assert (
        office.gt("mail", "channels", "list").stdout
        == "channel:dev  gastown/nux, gastown/toast, mayor/\n"
    )

    sent = office.answer("mail", "send", "channel:dev", "gastown/nux", "-s", "Freeze at noon")
    assert sent["inboxes"] == ["gastown/nux", "gastown/toast"]
    assert sent["to"] == ["channel:dev", "gastown/nux"]
    answer = office.answer(
        "mail", "reply", sent["id"], "--all", "-m", "No", "--as", "gastown/toast"
    )
    assert sorted(answer["inboxes"]) == ["gastown/nux", "mayor/"]

    office.answer("mail", "channels", "create", "solo", "gastown/nux")
    alone = office.answer("mail", "send", "channel:solo", "-s", "To one")
    assert (alone["to"], alone["inboxes"]) == (["channel:solo"], ["gastown/nux"])
    assert [message["to"] for message in office.answer("mail", "thread", alone["id"])] == [
        ["channel:solo"]
    ]
    office.answer("mail", "read", alone["id"], "--as", "gastown/nux")
    assert (
        office.answer("mail", "archive", alone["id"], "--as", "gastown/nux")[0]["id"]
        == f"{alone['id']}.1"
    )

    left = office.answer(
        "mail", "channels", "leave", "dev", "gastown/nux", "gastown/toast", "gastown/never"
    )
    assert left["members"] == ["mayor/"]
    refused(office, "channel:dev has no other member", "mail", "send", "channel:dev", "-s", "x")
    refused(office, "there is a channel dev already", "mail", "channels", "create", "dev")
    assert [line for line in log(office) if "channel " in line] == [
        "gt: channel leave dev: gastown/nux, gastown/toast, gastown/never",
        "gt: channel create solo",
        "gt: channel join dev: mayor/",
        "gt: channel create dev",
    ]


def refused(office: Mayor, said: str, *words: str, status: int = 1, **environment: str) -> None:
    done = office.gt(*words, **environment)
    assert (done.returncode, done.stdout) == (status, "")
    assert f"Error: {said}" in done.stderr
    assert "Hint: " in done.stderr


def test_what_is_refused_leaves_nothing(office: Mayor) -> None:
    sent = office.answer("mail", "send", "deacon/", "-s", "One")
    office.answer("mail", "send", "deacon/", "-s", "Two")
    assert [mail["subject"] for mail in office.answer("mail", "inbox", "deacon")] == ["Two", "One"]
    before = log(office)
    write = ("mail", "send", "-s", "x")
    refused(office, f'no rig "nix" in {office.root}', *write, "deacon/", "nix/toast")
    refused(office, 'no channel "nix"', *write, "deacon/", "channel:nix")
    refused(office, 'not an address: "someone"', *write, "someone")
    refused(office, "the daemon writes mail and reads none", *write, "daemon/")
    refused(office, "the subject is empty", "mail", "send", "deacon/", "-s", " ")
    refused(office, 'not an address: "me"', *write, "deacon/", "--as", "me")
    refused(office, "channel:dev has no inbox", "mail", "inbox", "channel:dev")
    refused(office, "channel:dev has no inbox", "mail", "inbox", GT_ADDRESS="channel:dev")
    refused(office, 'no mail matching "zzz!"', "mail", "read", "zzz!")
    for nothing in ("", "-", "hq-mail", "hq-mail-"):
        refused(office, f'"{nothing}" is ', "mail", "read", nothing, status=2)
    refused(office, 'no mail matching "%"', "mail", "read", "%")
    refused(office, "the answer is empty", "mail", "reply", sent["id"])
    refused(
        office,
        f"{sent['id']} is in the inbox of deacon/, not of mayor/",
        "mail",
        "archive",
        sent["id"],
    )
    refused(office, "the body is given twice", *write, "deacon/", "-m", "x", "--stdin", status=2)
    refused(office, 'WORD cannot be "make"', "mail", "channels", "make", "x", status=2)
    refused(office, "join needs the name of a channel", "mail", "channels", "join", status=2)
    refused(office, 'not a name for a channel: "a b"', "mail", "channels", "create", "a b")
    refused(office, 'no channel "nix"', "mail", "channels", "join", "nix")
    assert (
        "nothing is written in --readonly mode" in office.gt(*write, "deacon/", "--readonly").stderr
    )
    assert log(office) == before


def test_who_one_is(office: Mayor) -> None:
    office.answer("mail", "send", "gastown/toast", "-s", "For toast")
    whose = ("mail", "check", "--json")
    for environment, address in (
        ({}, "mayor/"),
        ({"BEADS_ACTOR": "Somebody Else"}, "mayor/"),
        ({"BEADS_ACTOR": "gastown/toast"}, "gastown/toast"),
        ({"BEADS_ACTOR": "gastown/nux", "GT_ADDRESS": "gastown/toast"}, "gastown/toast"),
    ):
        assert json.loads(office.gt(*whose, **environment).stdout)["address"] == address
    done = office.gt(
        *whose,
        "--as",
        "deacon",
        GT_ADDRESS="gastown/toast",
        BD_BRANCH="polecat-x",
        BEADS_DIR="/nowhere",
    )
    assert json.loads(done.stdout) == {"address": "deacon/", "unread": 0}


def test_a_body_comes_from_standard_input_and_cannot_steer_the_terminal(office: Mayor) -> None:
    def pipe(body: bytes) -> subprocess.CompletedProcess[bytes]:
        words = ["gt", "mail", "send", "mayor/", "-s", "Piped", "--stdin"]
        return subprocess.run(
            words, cwd=office.root, env=office.person.environment, input=body, capture_output=True
        )

    assert b"standard input is not UTF-8 text" in pipe(b"\xff").stderr
    assert (
        b"the body has 1000001 bytes; at most 1000000 are allowed" in pipe(b"x" * 1_000_001).stderr
    )
    assert pipe(b"clear\x1b[2J\nfrom     deacon/\n").returncode == 0
    (listed,) = office.answer("mail", "inbox")
    shown = office.gt("mail", "read", listed["id"]).stdout
    assert "\x1b" not in shown
    assert shown.endswith("\n  from     deacon/\n")
    assert office.answer("mail", "read", listed["id"])["body"] == "clear\x1b[2J\nfrom     deacon/\n"


def test_lines_fit_a_terminal(office: Mayor) -> None:
    long = "gastown/" + "x" * 60
    office.answer("mail", "send", long, "mayor/", "-s", "日本" * 100, "-m", "x", "--as", long)
    office.answer("mail", "send", long, "mayor/", "-s", "word " * 60, "-m", "x", "--as", long)
    newest = office.answer("mail", "inbox", long)[0]["id"]
    for words in (["inbox"], ["inbox", long], ["thread", newest]):
        command = [BIN / "gt", "mail", *words]
        for line in terminal.show(command, office.root, office.person.environment).splitlines():
            assert len(line) <= 80, line


def test_long_inboxes_are_cut_for_people_only(office: Mayor) -> None:
    with hq.tracker(Town(office.root)) as tracker, tracker.batch("many"):
        for number in range(60):
            messages.send(tracker, "daemon/", ["mayor/"], f"Alert {number}")
    command = [BIN / "gt", "mail", "inbox"]
    *lines, last = terminal.show(command, office.root, office.person.environment).splitlines()
    assert (len(lines), last) == (50, "Showing 50 of 60 (--limit 0 for all)")
    assert len(office.gt("mail", "inbox").stdout.splitlines()) == 60
    assert len(office.gt("mail", "inbox", "--limit", "0").stdout.splitlines()) == 60
    assert len(office.answer("mail", "inbox")) == 60
    newest = office.answer("mail", "inbox")[0]["id"]
    refused(
        office, "the daemon writes mail and reads none", "mail", "reply", newest, "-m", "Thanks"
    )


def test_many_write_at_once_and_nothing_is_lost(office: Mayor) -> None:
    with ThreadPoolExecutor(4) as pool:
        sent = list(
            pool.map(
                lambda n: office.answer("mail", "send", "deacon", "mayor", "-s", str(n))["id"],
                range(8),
            )
        )
    assert {mail["id"] for mail in office.answer("mail", "inbox")} == {f"{mail}.2" for mail in sent}
    assert len(log(office)) == 8


def test_what_a_town_without_mail_or_without_a_server_says(office: Mayor) -> None:
    with Session(trackers.address_of(Town(office.root)), "hq") as session:
        for sql in (
            "DROP TABLE mail",
            "DROP TABLE channels",
            "DELETE FROM metadata WHERE `key` LIKE 'mail%%'",
        ):
            session.rows(sql)
    refused(office, f"hq of {office.root} has no mail yet: the town is incomplete", "mail", "check")
    assert office.answer("install", str(office.root))["made"] == ["hq: mail and channels"]
    assert office.gt("mail", "check").returncode == 1
    assert_done(office.gt("dolt", "stop"))
    refused(office, "no server answers", "mail", "check", status=3)
