Watch issues: one line for each commit that concerns them.

  $ bd create "Fix the login" --id demo-1 -l auth
  Created demo-1: Fix the login
  $ bd create "Write the manual" --id demo-2 --actor Alice
  Created demo-2: Write the manual
  $ bd log -n 1 --json | sed 's/.*"commit": "\([^"]*\)".*/\1/' > cursor
  $ bd dep add demo-2 demo-1
  demo-2 now depends on demo-1 (blocks)
  $ bd comment demo-1 "Found it" --actor Bob
  Commented on demo-1
  $ bd close demo-1 demo-2 --force --actor Bob
  Closed demo-1: Fix the login
  Closed demo-2: Write the manual
  $ bd delete demo-2 --force -q > said
  $ bd remember "release on Friday" --key release
  Remembered: release
  $ bd watch --since $(cat cursor) --timeout 0
  TIME  Test Person  linked     demo-2
  TIME  Bob          commented  demo-1 Fix the login
  TIME  Bob          closed     demo-1, demo-2
  TIME  Test Person  deleted    demo-2
  TIME  Test Person  remembered release: release on Friday

A filter selects by what an issue was before the change, or is after it.

  $ bd watch --since $(cat cursor) --timeout 0 -l auth
  TIME  Bob          commented  demo-1 Fix the login
  TIME  Bob          closed     demo-1 Fix the login
  $ bd watch --since $(cat cursor) --timeout 0 -s open
  TIME  Test Person  linked     demo-2
  TIME  Bob          commented  demo-1 Fix the login
  TIME  Bob          closed     demo-1, demo-2
  $ bd watch --since $(cat cursor) --timeout 0 --id demo-1 -n 1
  TIME  Bob          commented  demo-1 Fix the login
  $ bd watch --since beginning --timeout 0 -t bug

For programs it is a line of JSON each, with the cursor from which the next watch goes on.

  $ bd watch --since $(cat cursor) --timeout 0 --json -l auth
  {"commit": "HASH", "author": "Bob", "time": "TIME", "branch": "BRANCH", "issues": ["demo-1"], "kinds": ["commented"], "message": "bd: comment demo-1: Found it", "cursor": "HASH"}
  {"commit": "HASH", "author": "Bob", "time": "TIME", "branch": "BRANCH", "issues": ["demo-1"], "kinds": ["closed"], "message": "bd: close demo-1: Fix the login\n\nbd: close demo-2: Write the manual", "cursor": "HASH"}
  $ bd watch --since HEAD~2 --timeout 0 --json
  {"commit": "HASH", "author": "Test Person", "time": "TIME", "branch": "BRANCH", "issues": ["demo-2"], "kinds": ["deleted"], "message": "bd: delete demo-2: Write the manual", "cursor": "HASH"}
  {"commit": "HASH", "author": "Test Person", "time": "TIME", "branch": "BRANCH", "issues": [], "kinds": ["remembered"], "message": "bd: remember release: release on Friday", "cursor": "HASH"}
  $ bd watch --timeout 0 --json

Many issues of one commit are one line.

  $ for n in $(seq 1 25); do echo "{\"id\": \"demo-i$n\", \"title\": \"Issue $n\"}"; done > many.jsonl
  $ bd import many.jsonl > said
  $ bd watch --since HEAD~1 --timeout 0
  TIME  Test Person  created    25 issues: demo-i1, demo-i10, demo-i11, demo-i12, demo-i13, demo-i14, demo-i15, demo-i16, demo-i17, demo-i18, demo-i19, demo-i2, demo-i20, demo-i21, demo-i22, demo-i23, demo-i24, demo-i25, demo-i3, demo-i4, demo-i5, demo-i6, demo-i7, demo-i8, demo-i9

The reader goes away, and it ends.

  $ bd watch --since $(cat cursor) | head -1
  TIME  Test Person  linked     demo-2

What cannot be is refused.

  $ bd watch --since 00000000000000000000000000000000
  Error: HASH is not in the history of BRANCH: that was squashed or moved, or the cursor is of another branch
  Hint: bd export, and then bd watch --since HASH
  [1]
  $ bd watch --since nosuch --timeout 0
  Error: no commit, branch, tag or date is called "nosuch"
  Hint: bd log, bd branch list, or a date like yesterday or 2026-02-01
  [1]
  $ bd watch -s opne
  Error: unknown status "opne"
  Hint: one of open, in_progress, blocked, hooked, deferred, pinned, closed
  [2]
  $ bd watch --id demo-9
  Error: no issue found matching "demo-9"
  Hint: bd list --all
  [1]
  $ bd watch --sort id
  Error: --sort does not apply: changes come in the order of commits
  Hint: bd watch --help
  [2]
  $ bd watch -r
  Error: --reverse does not apply: changes come in the order of commits
  Hint: bd watch --help
  [2]
  $ bd watch -n -1
  Error: the limit cannot be -1
  Hint: --limit 0 shows all
  [2]
  $ bd watch --timeout -1
  Error: the time-out cannot be -1
  Hint: --timeout 0 does not wait
  [2]
  $ bd watch --timeout soon
  Error: --timeout takes a number, and "soon" is none
  Hint: bd watch --help
  [2]
