"""Whatever is altered in a ledger is found from the ledger alone."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from beadwork.model.ledger import additions, entry, verification
from beadwork.model.ledger.additions import Present, Tip
from beadwork.model.ledger.entry import Entry

SOURCE = "0123456789abcdefghijklmnopqrstuv"
COUNT = 6


def made() -> list[Entry]:
    present = {
        f"a-{number}": Present(True, True, f'{{"id":"a-{number}","title":"Number {number}"}}')
        for number in range(1, COUNT)
    }
    ledger = additions.additions(Tip(), {}, present, SOURCE)
    tip = Tip(ledger[-1].number, ledger[-1].digest)
    reopened = {"a-3": Present(is_there=True)}
    return ledger + additions.additions(tip, additions.last_of_each(ledger), reopened, SOURCE)


LEDGER = made()
FACTS = {"format": "1", "entries": str(COUNT), "head": LEDGER[-1].digest}

ALTERED = {
    "number": 99,
    "kind": "correction",
    "issue_id": "a-9",
    "corrects": 1,
    "source_commit": "v" * 32,
    "content": '{"id":"a-1","title":"Another"}',
    "previous": "f" * 64,
    "digest": "e" * 64,
}


def test_a_ledger_proves_itself() -> None:
    assert verification.chain_faults(LEDGER, FACTS) == []


@pytest.mark.parametrize("place", range(COUNT))
@pytest.mark.parametrize("column", Entry._fields)
def test_an_altered_value_is_found(place: int, column: str) -> None:
    value = ALTERED[column]
    if column == "corrects" and LEDGER[place].corrects:
        value = None
    ledger = [*LEDGER[:place], LEDGER[place]._replace(**{column: value}), *LEDGER[place + 1 :]]
    assert verification.chain_faults(ledger, FACTS)


@pytest.mark.parametrize("place", range(COUNT))
def test_a_removed_entry_is_found(place: int) -> None:
    assert verification.chain_faults([*LEDGER[:place], *LEDGER[place + 1 :]], FACTS)


@given(st.permutations(LEDGER))
def test_another_order_is_found(ledger: list[Entry]) -> None:
    assert bool(verification.chain_faults(ledger, FACTS)) is (ledger != LEDGER)


def test_a_content_that_is_not_canonical_is_found_although_its_digest_is_right() -> None:
    spaced = LEDGER[0]._replace(content='{"title": "Number 1", "id": "a-1"}')
    faults = verification.chain_faults([spaced._replace(digest=entry.digest(spaced))], {})
    assert any("canonical" in fault.what for fault in faults)


@pytest.mark.parametrize("content", ["", "[]", "{", "null", "7", '"a"', "[" * 5000])
def test_a_content_that_is_no_object_is_found(content: str) -> None:
    odd = LEDGER[0]._replace(content=content)
    faults = verification.chain_faults([odd._replace(digest=entry.digest(odd))], {})
    assert any("canonical" in fault.what for fault in faults)


def test_a_rewritten_ledger_is_found_by_who_has_seen_it() -> None:
    seen = Tip(3, LEDGER[2].digest)
    assert verification.seen_faults(LEDGER, seen) == []
    assert verification.seen_faults(LEDGER, Tip()) == []
    assert verification.seen_faults(LEDGER[:2], seen)
    assert verification.seen_faults([*LEDGER[:2], LEDGER[2]._replace(digest="0" * 64)], seen)


def test_the_digest_is_that_of_the_whole_entry_as_canonical_json() -> None:
    """So any program can compute it."""
    import hashlib

    for found in LEDGER:
        value = found._asdict()
        del value["digest"]
        value["content"] = json.loads(found.content) if found.content else None
        text = json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
        assert hashlib.sha256(text.encode()).hexdigest() == found.digest
