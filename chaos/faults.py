"""Makes things go wrong, one after another, in two lanes: what runs in a town, and what is around
it.
"""

from __future__ import annotations

import os
import signal
import time
from contextlib import suppress

from chaos import plan
from chaos.activity import Activity
from chaos.commands import Running
from chaos.towns import Town, World

PAUSE_SECONDS = 3.0
"""So long a process is stopped, or the network or the clock is wrong, at most."""
PATIENCE_SECONDS = 20.0
"""A fault comes after so long although no command began: all of them may be waiting."""


class Lane(Activity):
    """One fault after another, until the run is over."""

    def __init__(
        self, world: World, running: Running, seed: int, kinds: tuple[tuple[str, int], ...]
    ) -> None:
        super().__init__(name=kinds[0][0])
        self.world, self.running = world, running
        self.faults = plan.faults(seed, kinds)

    def act(self) -> None:
        for fault in self.faults:
            self.running.wait_for(self.running.begun + fault.after, PATIENCE_SECONDS)
            if self.running.is_over:
                return
            self.inflict(fault)

    def inflict(self, fault: plan.Fault) -> None:
        """Let one thing go wrong, and be right again where it does not by itself."""
        town, record = self.world.towns[fault.town], self.running.record
        seconds = PAUSE_SECONDS * fault.amount
        record.count(f"fault: {fault.kind}")
        match fault.kind:
            case "kill the server":
                _kill(town.server(), "server", self.running)
            case "kill the daemon":
                _kill(town.daemon(), "daemon", self.running)
                _start_daemon(town, self.running, fault.amount)
            case "stop the server":
                _pause(town.server(), seconds)
            case "stop the daemon":
                _pause(town.daemon(), seconds)
            case "stop a command":
                process = self.running.signal(signal.SIGSTOP, fault.amount)
                time.sleep(seconds)
                if process:
                    process.send_signal(signal.SIGCONT)
            case "kill a command":
                self.running.signal(signal.SIGKILL, fault.amount)
            case "fill the disk":
                self._fill(seconds)
            case "cut the network":
                town.way.cut()
                time.sleep(seconds)
                town.way.mend()
            case "cut a transfer":
                town.way.cut_after = int(20_000 * fault.amount)
                time.sleep(seconds)
                town.way.mend()
            case "move the clock":
                self._move(fault)

    def _fill(self, seconds: float) -> None:
        disk = self.world.disk
        if disk.is_real:
            disk.fill()
            time.sleep(seconds)
            disk.empty()

    def _move(self, fault: plan.Fault) -> None:
        self.world.clock.move(plan.CLOCKS[int(fault.amount * len(plan.CLOCKS))])
        self.running.wait_for(self.running.begun + fault.after, PATIENCE_SECONDS)
        self.world.clock.move(0)


def _kill(pid: int | None, what: str, running: Running) -> None:
    with suppress(ProcessLookupError):
        if pid:
            os.kill(pid, signal.SIGKILL)
            running.record.killed(what)


def _pause(pid: int | None, seconds: float) -> None:
    """Stop a process for a while. It may be killed or ended meanwhile, and another one not hit."""
    if pid:
        with suppress(ProcessLookupError):
            handle = os.pidfd_open(pid)
            try:
                signal.pidfd_send_signal(handle, signal.SIGSTOP)
                time.sleep(seconds)
                signal.pidfd_send_signal(handle, signal.SIGCONT)
            finally:
                os.close(handle)


def _start_daemon(town: Town, running: Running, amount: float) -> None:
    """Start the daemon again, as the machine's service manager does; sometimes that is killed."""
    if amount < 0.3:
        step = 1 + int(amount * 100)
        running.run(town, "gt", "daemon", "start", cwd=town.root, dies_at=step)
    running.run(town, "gt", "daemon", "start", "--json", cwd=town.root)
