"""The daemon of a town has a command server, which begins and ends with it."""

from __future__ import annotations

from collections.abc import Callable

from harness import Mayor, assert_done

Eventually = Callable[[Callable[[], bool]], None]


def test_it_begins_and_ends_with_the_daemon(mayor: Mayor, eventually: Eventually) -> None:
    person = mayor.person
    served = Mayor(person._replace(environment={**person.environment, "BEADWORK_SERVE": "1"}))
    assert served.answer("daemon", "start")["started"] is True
    try:
        eventually(lambda: has_server(served))
        assert_done(person.run("list", cwd=mayor.root, BEADWORK_SERVE="only"))
    finally:
        served.gt("daemon", "stop")
    assert not has_server(served)


def has_server(mayor: Mayor) -> bool:
    """Tell whether a command server of the mayor listens."""
    places = (mayor.person.home / ".beads" / "serve").glob("*")
    return any(place.is_socket() for place in places)
