"""Routes, redirects and metadata that lead astray, and what they are mended to."""

from __future__ import annotations

import json

from beadwork.town.rigs import routes
from beadwork.workspace.routes import Route
from town_doctor import DoctorTown

ID = "01234567-89ab-cdef-0123-456789abcdef"


def test_a_line_that_is_no_route(doctor_town: DoctorTown) -> None:
    with open(doctor_town.town.routes_file, "a") as file:
        file.write('{"prefix": 7\n')
    assert doctor_town.finding_line("routes-valid").startswith(
        f"error: {doctor_town.town.routes_file}: line 3 is not a route like "
    )


def test_routes_that_lead_nowhere_and_a_rig_without_one(doctor_town: DoctorTown) -> None:
    routes.remove(doctor_town.town, "widget/mayor/rig")
    routes.put(doctor_town.town, Route("old-", "gone/mayor/rig"))
    routes.put(doctor_town.town, Route("em-", "mayor"))
    found = doctor_town.finding("routes-valid")
    assert found.state == "error"
    assert found.evidence == (
        f"old- leads to {doctor_town.root}/gone/mayor/rig, which is not a directory",
        f"em- leads to {doctor_town.root}/mayor, which has no workspace",
        f"no route leads to {doctor_town.clone}, whose ids begin with wg-",
    )
    outcome, said = doctor_town.fix("routes-valid")
    assert (
        said[0]
        == f"routes-valid: add the route wg- to widget/mayor/rig to {doctor_town.town.routes_file}"
    )
    assert not outcome.fixed
    assert Route("wg-", "widget/mayor/rig") in routes.read(doctor_town.town)


def test_a_prefix_that_leads_to_two_places(doctor_town: DoctorTown) -> None:
    (doctor_town.root / ".beads" / "routes.jsonl").write_text(
        '{"prefix": "hq-", "path": "."}\n{"prefix": "wg-", "path": "widget/mayor/rig"}\n'
        '{"prefix": "wg-", "path": "."}\n{"prefix": "hq-", "path": ".", "mine": 1}\n'
    )
    found = doctor_town.finding("routes-duplicate")
    assert (found.state, found.evidence) == (
        "error",
        (
            "wg- leads to . and to widget/mayor/rig",
            "hq- stands there twice, leading to . each time",
        ),
    )
    doctor_town.fix("routes-duplicate")
    assert (
        doctor_town.finding_line("routes-duplicate")
        == "error: wg- leads to . and to widget/mayor/rig"
    )


def test_a_redirect_that_leads_nowhere_or_is_gone(doctor_town: DoctorTown) -> None:
    redirect = doctor_town.root / "widget" / ".beads" / "redirect"
    redirect.write_text("mayor/nothing/.beads\n")
    found = doctor_town.finding_line("redirect-target")
    assert found.startswith(f"error: {redirect} leads nowhere: ")
    said = doctor_town.repaired("redirect-target")
    assert said[0] == f"redirect-target: let {redirect} lead to mayor/rig/.beads"
    assert redirect.read_text() == "mayor/rig/.beads\n"
    redirect.unlink()
    assert doctor_town.finding_line("redirect-target") == (
        f"warning: there is no {redirect}: what is in widget/ finds no workspace"
    )
    doctor_town.repaired("redirect-target")
    redirect.write_text(f"{doctor_town.root}/mayor\n")
    assert doctor_town.finding_line("redirect-target").endswith(
        f"leads to {doctor_town.root}/mayor, which has no metadata.json"
    )


def test_redirects_that_lead_on_or_round(doctor_town: DoctorTown) -> None:
    worker = doctor_town.root / "widget" / "polecats" / "nux"
    (worker / ".beads").mkdir(parents=True)
    redirect = worker / ".beads" / "redirect"
    redirect.write_text("../../.beads\n")
    assert doctor_town.finding_line("redirect-chain") == (
        f"warning: {redirect} leads on: {doctor_town.root}/widget/.beads → "
        f"{doctor_town.clone}/.beads"
    )
    doctor_town.repaired("redirect-chain")
    assert redirect.read_text() == f"{doctor_town.clone}/.beads\n"
    assert doctor_town.mayor.person.run("where", cwd=worker).returncode == 0
    other = doctor_town.root / "widget" / "polecats" / "ace" / ".beads"
    other.mkdir(parents=True)
    (other / "redirect").write_text(f"{worker}/.beads\n")
    redirect.write_text(f"{other}\n")
    found = doctor_town.finding("redirect-chain")
    assert (found.state, len(found.evidence)) == ("error", 2)
    assert (
        f"{redirect} leads in a loop: {worker}/.beads → {other} → {worker}/.beads" in found.evidence
    )


def test_prefixes_that_do_not_agree(doctor_town: DoctorTown) -> None:
    doctor_town.edit(
        "mayor/rigs.json", lambda content: content["rigs"]["widget"]["beads"].update(prefix="xx")
    )
    assert doctor_town.finding_line("prefix-mismatch") == (
        "warning: widget: new ids begin with wg-, and the registry says xx-"
    )
    doctor_town.edit(
        "mayor/rigs.json", lambda content: content["rigs"]["widget"]["beads"].update(prefix="wg")
    )
    routes.remove(doctor_town.town, "widget/mayor/rig")
    routes.put(doctor_town.town, Route("yy-", "widget/mayor/rig"))
    assert doctor_town.finding_line("prefix-mismatch") == (
        f"warning: widget: new ids begin with wg-, and the route to {doctor_town.clone} is for yy-"
    )


def test_metadata_that_is_gone_is_written_again(doctor_town: DoctorTown) -> None:
    path = doctor_town.clone / ".beads" / "metadata.json"
    before = json.loads(path.read_text())
    path.unlink()
    assert (
        doctor_town.finding_line("metadata-files")
        == f"error: widget: {doctor_town.clone} has no workspace"
    )
    doctor_town.repaired("metadata-files")
    assert json.loads(path.read_text())["project_id"] == before["project_id"]
    assert doctor_town.mayor.person.run("list", cwd=doctor_town.clone).returncode == 0


def test_metadata_that_is_damaged_or_names_another_database_or_server(
    doctor_town: DoctorTown,
) -> None:
    path = doctor_town.clone / ".beads" / "metadata.json"
    good = json.loads(path.read_text())
    path.write_text(json.dumps({**good, "dolt_database": "hq"}))
    assert (
        doctor_town.finding_line("metadata-files")
        == f"error: widget: {path} names the database hq, not widget"
    )
    path.write_text(json.dumps({**good, "dolt_server_port": 4711}))
    assert doctor_town.finding_line("metadata-files") == (
        "error: widget: metadata.json names the server 127.0.0.1:4711, which you have not trusted "
        f"for project {good['project_id']}; it was not contacted"
    )
    path.write_text("{")
    found = doctor_town.finding("metadata-files")
    assert found.message.startswith(f"error: widget: {path} is damaged: ".removeprefix("error: "))
    assert not found.repairs


def test_a_database_of_another_project(doctor_town: DoctorTown) -> None:
    path = doctor_town.clone / ".beads" / "metadata.json"
    good = json.loads(path.read_text())
    path.write_text(json.dumps({**good, "project_id": ID}))
    assert doctor_town.finding_line("project-identity") == (
        f"error: widget: {path} is of the project {ID}, the database widget of {good['project_id']}"
    )
    assert doctor_town.finding("dangling-parents").state == "skipped"
    hq = json.loads((doctor_town.root / ".beads" / "metadata.json").read_text())
    path.write_text(json.dumps(hq))
    assert doctor_town.finding_line("project-identity") == (
        f"error: widget: {doctor_town.clone}/.beads is of the project {hq['project_id']}, as hq is"
    )
