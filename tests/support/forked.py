"""Work in a forked process, for tests of what it does with what it inherits."""

from __future__ import annotations

import os
import traceback
from collections.abc import Callable


def in_child(work: Callable[[], object]) -> Callable[[], None]:
    """Run work in a forked process, and return what waits for it and asserts that it did well."""
    process = os.fork()
    if process == 0:
        status = 1
        try:
            work()
            status = 0
        finally:
            if status:
                traceback.print_exc()
            os._exit(status)

    def wait() -> None:
        _, status = os.waitpid(process, 0)
        assert os.waitstatus_to_exitcode(status) == 0

    return wait
