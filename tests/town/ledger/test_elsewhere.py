"""An issue of another town is shown from its ledger, where the ledger is the one that was named."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from beadwork import errors
from beadwork.dolt.databases import offline
from beadwork.model.hop import uri
from beadwork.town.layout import Town
from beadwork.town.ledger import elsewhere
from harness import Mayor, assert_done
from ledgers import bare

SHOP = uri.parse("hop://bob.example/web/shop/shop-1")


def say(line: str) -> None:
    """Say nothing."""


def become(mayor: Mayor, **chains: Any) -> None:
    """Give the town other chains, as if it was another one."""
    path = mayor.root / "mayor" / "town.json"
    content = json.loads(path.read_text())
    kept = {key: content[key] for key in content if key not in ("entity", "chains", "known_chains")}
    path.write_text(json.dumps(kept | chains))


@pytest.fixture
def repository(mayor: Mayor, project: Path, tmp_path: Path) -> Path:
    """The ledger of bob's shop; the town is ann's, and knows it."""
    place = bare(tmp_path / "shop.git")
    mayor.answer("rig", "add", "shop", project, "--prefix", "shop")
    for words in (("create", "Sell", "--id", "shop-1", "-a", "bob"), ("close", "shop-1")):
        assert_done(mayor.person.run(*words, cwd=mayor.root / "shop"))
    become(mayor, entity="bob.example", chains=["web"])
    mayor.answer("ledger", "publish", "shop", "--remote", place)
    become(mayor, entity="ann.example", chains=["tools"],
           known_chains={"bob.example/web": {"*": str(tmp_path / "{rig}.git")}})  # fmt: skip
    return place


def test_an_issue_of_a_known_chain_is_fetched_and_proven(mayor: Mayor, repository: Path) -> None:
    found = elsewhere.find(Town(mayor.root), SHOP, say)
    assert (found.content["title"], found.status, found.entry.number) == ("Sell", "closed", 1)
    assert (found.trouble, found.fetched_at[:4].isdigit()) == ("", True)
    (shown,) = json.loads(
        mayor.person.run("show", str(SHOP), "--json", cwd=mayor.root / "shop").stdout
    )
    assert (shown["id"], shown["status"], shown["assignee"]) == (str(SHOP), "closed", "bob")
    assert shown["ledger"]["digest"] == found.entry.digest
    assert (shown["ledger"]["verified"], shown["ledger"]["fresh"]) == (True, True)


def test_a_remote_that_is_away_gives_the_copy_from_before(mayor: Mayor, repository: Path) -> None:
    first = elsewhere.find(Town(mayor.root), SHOP, say)
    repository.rename(repository.with_suffix(".away"))
    found = elsewhere.find(Town(mayor.root), SHOP, say)
    assert found.entry == first.entry
    assert found.fetched_at == first.fetched_at
    done = mayor.person.run("show", str(SHOP), cwd=mayor.root / "shop")
    assert "not fetched just now: no ledger could be fetched" in done.stderr
    assert first.fetched_at in done.stdout


def test_a_ledger_that_names_another_chain_is_refused(mayor: Mayor, repository: Path) -> None:
    become(mayor, known_chains={"eve.example/web": {"shop": str(repository)}})
    with pytest.raises(errors.WrongServer, match="not of hop://eve.example/web/shop"):
        elsewhere.find(Town(mayor.root), SHOP._replace(entity="eve.example"), say)


def test_what_became_of_an_issue_is_said(mayor: Mayor, repository: Path) -> None:
    become(mayor, entity="bob.example", chains=["web"])
    assert elsewhere.find(Town(mayor.root), SHOP, say).status == "closed"
    assert_done(mayor.person.run("reopen", "shop-1", cwd=mayor.root / "shop"))
    mayor.answer("ledger", "publish", "shop")
    own = elsewhere.find(Town(mayor.root), SHOP, say)
    assert (own.status, own.content["title"], own.fetched_at) == ("reopened", "Sell", "")


def test_an_altered_ledger_is_refused(mayor: Mayor, repository: Path, tmp_path: Path) -> None:
    dolt = offline.dolt_of(Town(mayor.root).server, say)
    assert dolt.run(tmp_path, "clone", f"git+file://{repository}", "eve").returncode == 0
    sql = "UPDATE entries SET content = REPLACE(content, 'Sell', 'Sold')"
    for words in (("sql", "-q", sql), ("commit", "-am", "x"), ("push", "origin", "ledger")):
        assert dolt.run(tmp_path / "eve", *words).returncode == 0
    with pytest.raises(errors.BranchRefused, match="was altered: entry 1"):
        elsewhere.find(Town(mayor.root), SHOP, say)


def test_without_a_town_it_says_what_is_missing(mayor: Mayor, tmp_path: Path) -> None:
    home = tmp_path / "nobody"
    home.mkdir()
    done = mayor.person.run("show", str(SHOP), cwd=home, HOME=str(home))
    assert done.returncode != 0
    assert "town" in done.stderr


@pytest.mark.parametrize("chains", [{"entity": 7}, {"chains": "x"}, {"known_chains": {"bob": {}}}])
def test_wrong_chains_are_refused_by_their_file(mayor: Mayor, chains: dict[str, Any]) -> None:
    become(mayor, **chains)
    with pytest.raises(errors.BadTown, match=r"mayor/town\.json: "):
        elsewhere.find(Town(mayor.root), SHOP, say)
