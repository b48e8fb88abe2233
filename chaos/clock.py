"""The clock that all processes of the towns read, which can be moved.

A small library does it, which `cc` compiles (clock.c). Debian's libfaketime breaks `time.sleep` of
Python, which sleeps until a moment of the monotonic clock.
"""

from __future__ import annotations

import struct
import subprocess
from pathlib import Path


class Clock:
    """A clock; `is_real` where a C compiler is installed, and `why` says why it is not."""

    def __init__(self, directory: Path) -> None:
        self._file = directory / "clock"
        self._library = directory / "clock.so"
        self._file.write_bytes(bytes(8))
        self.why = self._compile()
        self.is_real = not self.why

    def move(self, seconds: int) -> None:
        """Let the clock be wrong by so many seconds. Processes that run see it at once."""
        with self._file.open("r+b") as file:
            file.write(struct.pack("=q", seconds))

    @property
    def environment(self) -> dict[str, str]:
        """What a process needs to read this clock."""
        if not self.is_real:
            return {}
        return {"LD_PRELOAD": str(self._library), "CHAOS_CLOCK": str(self._file)}

    def _compile(self) -> str:
        source = Path(__file__).with_name("clock.c")
        words = ["cc", "-shared", "-fPIC", "-O2", "-o", str(self._library), str(source), "-ldl"]
        try:
            done = subprocess.run(words, capture_output=True, text=True)
        except OSError as error:
            return f"cc: {error.strerror}"
        return done.stderr.strip()
