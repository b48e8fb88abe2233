"""Routes, redirects and metadata that lead astray, and what they are mended to."""

from __future__ import annotations

import json

from beadwork.town.rigs import routes
from beadwork.workspace.routes import Route
from town_doctor import Clinic

ID = "01234567-89ab-cdef-0123-456789abcdef"


def test_a_line_that_is_no_route(clinic: Clinic) -> None:
    with open(clinic.town.routes_file, "a") as file:
        file.write('{"prefix": 7\n')
    assert clinic.found("routes-valid").startswith(
        f"error: {clinic.town.routes_file}: line 3 is no route like "
    )


def test_routes_that_lead_nowhere_and_a_rig_without_one(clinic: Clinic) -> None:
    routes.remove(clinic.town, "widget/mayor/rig")
    routes.put(clinic.town, Route("old-", "gone/mayor/rig"))
    routes.put(clinic.town, Route("em-", "mayor"))
    found = clinic.find("routes-valid")
    assert found.state == "error"
    assert found.evidence == (
        f"old- leads to {clinic.root}/gone/mayor/rig, which is no directory",
        f"em- leads to {clinic.root}/mayor, which has no workspace",
        f"no route leads to {clinic.clone}, whose ids begin with wg-",
    )
    outcome, said = clinic.fix("routes-valid")
    assert (
        said[0]
        == f"routes-valid: add the route wg- to widget/mayor/rig to {clinic.town.routes_file}"
    )
    assert not outcome.fixed
    assert Route("wg-", "widget/mayor/rig") in routes.read(clinic.town)


def test_a_prefix_that_leads_to_two_places(clinic: Clinic) -> None:
    (clinic.root / ".beads" / "routes.jsonl").write_text(
        '{"prefix": "hq-", "path": "."}\n{"prefix": "wg-", "path": "widget/mayor/rig"}\n'
        '{"prefix": "wg-", "path": "."}\n{"prefix": "hq-", "path": ".", "mine": 1}\n'
    )
    found = clinic.find("routes-duplicate")
    assert (found.state, found.evidence) == (
        "error",
        (
            "wg- leads to . and to widget/mayor/rig",
            "hq- stands there twice, leading to . each time",
        ),
    )
    clinic.fix("routes-duplicate")
    assert clinic.found("routes-duplicate") == "error: wg- leads to . and to widget/mayor/rig"


def test_a_redirect_that_leads_nowhere_or_is_gone(clinic: Clinic) -> None:
    redirect = clinic.root / "widget" / ".beads" / "redirect"
    redirect.write_text("mayor/nothing/.beads\n")
    found = clinic.found("redirect-target")
    assert found.startswith(f"error: {redirect} leads nowhere: ")
    said = clinic.mended("redirect-target")
    assert said[0] == f"redirect-target: let {redirect} lead to mayor/rig/.beads"
    assert redirect.read_text() == "mayor/rig/.beads\n"
    redirect.unlink()
    assert clinic.found("redirect-target") == (
        f"warning: there is no {redirect}: what is in widget/ finds no workspace"
    )
    clinic.mended("redirect-target")
    redirect.write_text(f"{clinic.root}/mayor\n")
    assert clinic.found("redirect-target").endswith(
        f"leads to {clinic.root}/mayor, which has no metadata.json"
    )


def test_redirects_that_lead_on_or_round(clinic: Clinic) -> None:
    worker = clinic.root / "widget" / "polecats" / "nux"
    (worker / ".beads").mkdir(parents=True)
    redirect = worker / ".beads" / "redirect"
    redirect.write_text("../../.beads\n")
    assert clinic.found("redirect-chain") == (
        f"warning: {redirect} leads on: {clinic.root}/widget/.beads → {clinic.clone}/.beads"
    )
    clinic.mended("redirect-chain")
    assert redirect.read_text() == f"{clinic.clone}/.beads\n"
    assert clinic.mayor.person.run("where", cwd=worker).returncode == 0
    other = clinic.root / "widget" / "polecats" / "ace" / ".beads"
    other.mkdir(parents=True)
    (other / "redirect").write_text(f"{worker}/.beads\n")
    redirect.write_text(f"{other}\n")
    found = clinic.find("redirect-chain")
    assert (found.state, len(found.evidence)) == ("error", 2)
    assert (
        f"{redirect} leads in a circle: {worker}/.beads → {other} → {worker}/.beads"
        in found.evidence
    )


def test_prefixes_that_do_not_agree(clinic: Clinic) -> None:
    clinic.edit(
        "mayor/rigs.json", lambda content: content["rigs"]["widget"]["beads"].update(prefix="xx")
    )
    assert clinic.found("prefix-mismatch") == (
        "warning: widget: new ids begin with wg-, and the registry says xx-"
    )
    clinic.edit(
        "mayor/rigs.json", lambda content: content["rigs"]["widget"]["beads"].update(prefix="wg")
    )
    routes.remove(clinic.town, "widget/mayor/rig")
    routes.put(clinic.town, Route("yy-", "widget/mayor/rig"))
    assert clinic.found("prefix-mismatch") == (
        f"warning: widget: new ids begin with wg-, and the route to {clinic.clone} is for yy-"
    )


def test_metadata_that_is_gone_is_written_again(clinic: Clinic) -> None:
    path = clinic.clone / ".beads" / "metadata.json"
    before = json.loads(path.read_text())
    path.unlink()
    assert clinic.found("metadata-files") == f"error: widget: {clinic.clone} has no workspace"
    clinic.mended("metadata-files")
    assert json.loads(path.read_text())["project_id"] == before["project_id"]
    assert clinic.mayor.person.run("list", cwd=clinic.clone).returncode == 0


def test_metadata_that_is_damaged_or_names_another_database_or_server(clinic: Clinic) -> None:
    path = clinic.clone / ".beads" / "metadata.json"
    good = json.loads(path.read_text())
    path.write_text(json.dumps({**good, "dolt_database": "hq"}))
    assert (
        clinic.found("metadata-files") == f"error: widget: {path} names the database hq, not widget"
    )
    path.write_text(json.dumps({**good, "dolt_server_port": 4711}))
    assert (
        clinic.found("metadata-files")
        == f"warning: widget: {path} names a server that is not the town's"
    )
    path.write_text("{")
    found = clinic.find("metadata-files")
    assert found.message.startswith(f"error: widget: {path} is damaged: ".removeprefix("error: "))
    assert not found.repairs


def test_a_database_of_another_project(clinic: Clinic) -> None:
    path = clinic.clone / ".beads" / "metadata.json"
    good = json.loads(path.read_text())
    path.write_text(json.dumps({**good, "project_id": ID}))
    assert clinic.found("project-identity") == (
        f"error: widget: {path} is of the project {ID}, the database widget of {good['project_id']}"
    )
    assert clinic.find("dangling-parents").state == "skipped"
    hq = json.loads((clinic.root / ".beads" / "metadata.json").read_text())
    path.write_text(json.dumps(hq))
    assert clinic.found("project-identity") == (
        f"error: widget: {clinic.clone}/.beads is of the project {hq['project_id']}, as hq is"
    )
