"""The server is killed again and again under writers: what was reported as done is there, and
nothing is there twice.
"""

from __future__ import annotations

import os
import random
import signal
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from beadwork.dolt.server.files import record
from harness import Person

WRITES = 300
WRITERS = 4
KILLS = 10


def test_300_writes_under_sigkill(person: Person, tmp_path: Path) -> None:
    assert person.run("init", "-p", "demo", cwd=tmp_path).returncode == 0
    finished = threading.Semaphore(0)

    def write(number: int) -> tuple[str, int, str]:
        title = f"Write {number}"
        done = person.run(
            "create", title, "--silent", "--actor", f"worker-{number % WRITERS}", cwd=tmp_path
        )
        finished.release()
        return title, done.returncode, done.stdout.strip() or done.stderr

    with ThreadPoolExecutor(WRITERS) as pool:
        futures = [pool.submit(write, number) for number in range(WRITES)]
        for _ in range(KILLS):
            for _ in range(random.randrange(5, WRITES // KILLS)):
                finished.acquire()
            known = record.read(person.server)
            if known:
                os.kill(known.pid, signal.SIGKILL)
        outcomes = [future.result() for future in futures]

    reported = {title: said for title, status, said in outcomes if status == 0}
    assert len(reported) == WRITES, [outcome for outcome in outcomes if outcome[1]]
    listed = person.run("list", "--json", "--all", cwd=tmp_path)
    import json

    there = [(issue["title"], issue["id"]) for issue in json.loads(listed.stdout)]
    assert sorted(there) == sorted(reported.items())
