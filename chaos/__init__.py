"""Chaos: two towns at work while servers, daemons and commands are killed, and all else goes wrong.

    make chaos                                  # 10 minutes and 1,000 kills at least
    make chaos SEED=7 MINUTES=2 KILLS=200       # the same faults again, and shorter

Ten workers are slung, work, and finish in one town; a second town works on the same issues, and
both push to and pull from one git repository over SSH. Meanwhile

- the Dolt servers and the daemons are killed (SIGKILL), and a third of all commands, each before
  one of its steps: a packet, a change of a file, a program that is started;
- servers, daemons and commands are stopped (SIGSTOP) for a while;
- the disk of the first town is full, where this user may mount one;
- the network to the repository is cut, also in the middle of a transfer;
- the clock of all processes of the towns is moved, where libfaketime is installed.

The driver keeps a record of what was acknowledged. When all is mended, nothing acknowledged is
missing or there twice, each write is one commit by its author, both towns have the same issues,
`gt doctor` and `dolt fsck` are content, and nothing is left over.

| module | what it does |
|---|---|
| `plan.py` | which fault when: a pure function of the seed |
| `dying.py` | runs a command that is killed before a step |
| `record.py` | what was acknowledged |
| `towns.py` | the two towns, their disk, clock and network |
| `commands.py` | runs a command, and says what became of it |
| `workers.py` | the workers' lives |
| `faults.py` | makes things go wrong |
| `settle.py` | mends everything, and lets all work end |
| `verify.py` | what has to hold at the end |
"""
