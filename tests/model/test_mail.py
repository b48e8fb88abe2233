"""Addresses, subjects, copies of a message, and what an id means."""

from __future__ import annotations

from datetime import datetime

import pytest

from beadwork.errors import Ambiguous, BeadworkError, Invalid, NotFound, Usage
from beadwork.model import mail
from beadwork.model.mail import Channel, Mail

NOW = datetime(2026, 2, 11, 9, 30)


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("mayor", "mayor/"),
        ("mayor/", "mayor/"),
        ("deacon", "deacon/"),
        ("gastown/toast", "gastown/toast"),
        ("gastown/Toast.2", "gastown/Toast.2"),
        ("channel:dev", "channel:dev"),
    ],
)
def test_an_address_has_one_spelling(text: str, address: str) -> None:
    assert mail.address(text) == address
    assert mail.is_address(text) is not text.startswith("channel:")


@pytest.mark.parametrize(
    "text",
    ["", "/", "gastown", "gastown/", "/toast", "a/b/c", "mayor/x", "deacon/x", "a b/c", "channel:",
     "channel:a b",
     "channel:a/b", "mayor/\n", "gastown/toast\n", "../x", "gastown/-x", "daemon", "daemon/",
     "daemon/x", "g/" + 64 * "x"],
)  # fmt: skip
def test_what_is_no_address(text: str) -> None:
    assert not mail.is_address(text)
    with pytest.raises(Invalid) as error:
        mail.address(text)
    assert error.value.hint


def test_the_parts_of_an_address() -> None:
    assert [mail.rig_of(address) for address in ("mayor/", "gastown/toast", "channel:dev")] == [
        "",
        "gastown",
        "",
    ]
    assert [mail.channel_of(address) for address in ("mayor/", "gastown/toast", "channel:dev")] == [
        "",
        "",
        "dev",
    ]
    assert [mail.channel_name(address) for address in ("dev", "channel:dev")] == ["dev", "dev"]


@pytest.mark.parametrize("text", ["", "   ", "two\nlines", "bell\a", "x" * 501, "\udcff"])
def test_what_is_no_subject(text: str) -> None:
    with pytest.raises(Invalid):
        mail.subject(text)


def test_a_subject_is_answered_once() -> None:
    assert mail.answering("RE: it") == "RE: it"
    assert len(mail.answering("x" * 500)) == 500


def message(*to: str) -> Mail:
    return Mail("hq-mail-abcdefg", "hq-mail-abcdefg", "mayor/", to, "It", None, NOW)


def test_one_recipient_has_the_message_itself_and_several_have_numbered_copies() -> None:
    assert mail.copies(message("deacon/"), ["deacon/"]) == [message("deacon/")]
    made = mail.copies(message("deacon/", "channel:dev"), ["deacon/", "g/a", "g/b"])
    assert [(copy.id, copy.inbox, copy.to_addrs) for copy in made] == [
        ("hq-mail-abcdefg.1", "deacon/", ("deacon/", "channel:dev")),
        ("hq-mail-abcdefg.2", "g/a", ("g/a", "deacon/", "channel:dev")),
        ("hq-mail-abcdefg.3", "g/b", ("g/b", "deacon/", "channel:dev")),
    ]
    assert {copy.message_id for copy in made} == {"hq-mail-abcdefg"}
    assert mail.combine(made).to_addrs == ("channel:dev", "deacon/")


def test_the_one_member_of_a_channel_was_not_addressed() -> None:
    (copy,) = mail.copies(message("channel:solo"), ["g/a"])
    assert (copy.id, copy.inbox) == ("hq-mail-abcdefg.1", "g/a")
    assert mail.combine([copy]) == message("channel:solo")
    (copy,) = mail.copies(message("channel:solo", "g/a"), ["g/a"])
    assert copy.id == "hq-mail-abcdefg"
    assert mail.combine([copy]).to_addrs == ("channel:solo", "g/a")


def test_a_message_is_read_when_all_have_read_it() -> None:
    first, second = mail.copies(message("deacon/", "g/a"), ["deacon/", "g/a"])
    assert mail.combine([first._replace(read_at=NOW), second]).read_at is None
    later = NOW.replace(hour=11)
    assert (
        mail.combine([first._replace(read_at=later), second._replace(read_at=NOW)]).read_at == later
    )


@pytest.mark.parametrize(
    ("part", "named"),
    [
        ("hq-mail-abc", "hq-mail-abc"),
        ("abc", "hq-mail-abc"),
        ("abc.2", "hq-mail-abc"),
        ("XYZ", "hq-mail-xyzabcd"),
    ],
)
def test_a_part_of_an_id_names_a_message(part: str, named: str) -> None:
    known = ["hq-mail-abc", "hq-mail-abcd", "hq-mail-xyzabcd"]
    assert mail.message_named(part, known, 3) == named


@pytest.mark.parametrize(
    ("part", "kind", "said"),
    [
        ("b", NotFound, 'no mail matching "b"'),
        ("mail", NotFound, 'no mail matching "mail"'),
        ("a", Ambiguous, 'ambiguous id "a": matches hq-mail-ab, hq-mail-ac'),
        ("hq-mail", Usage, "is the prefix"),
        ("-", Usage, "is not an id"),
        ("", Usage, "is not an id"),
    ],
)
def test_what_names_no_message(part: str, kind: type[BeadworkError], said: str) -> None:
    with pytest.raises(kind) as error:
        mail.message_named(part, ["hq-mail-ab", "hq-mail-ac"], 1)
    assert said in str(error.value)


def test_the_copy_is_the_named_one_else_ones_own_else_the_first() -> None:
    made = mail.copies(message("deacon/", "g/a"), ["deacon/", "g/a"])
    assert mail.copy_for("abcdefg.1", made, "g/a") == made[0]
    assert mail.copy_for("hq-mail-abcdefg.1", made, "g/a") == made[0]
    assert mail.copy_for("abc", made, "g/a") == made[1]
    assert mail.copy_for("abc", made, "mayor/") == made[0]


def test_what_else_a_channel_is_configured_with_stays() -> None:
    channel = Channel("hq-channel-1", "dev", "broadcast", {"members": ["g/a"], "topic": "x"}, NOW)
    assert channel.of(["g/b", "g/a", "g/b"]).config == {"members": ["g/a", "g/b"], "topic": "x"}


def test_a_record_leaves_out_what_is_empty() -> None:
    assert mail.record(message("deacon/")) == {
        "id": "hq-mail-abcdefg",
        "thread_id": "hq-mail-abcdefg",
        "from": "mayor/",
        "to": ["deacon/"],
        "subject": "It",
        "sent_at": "2026-02-11T09:30:00.000000Z",
    }
