A write is undone by another one; history only grows.

  $ bd create "Fix the login" --id demo-1 -l urgent
  Created demo-1: Fix the login
  $ bd update demo-1 -p 0 --title "Fix the logout"
  Updated demo-1: Fix the logout
  $ bd comment demo-1 "Which one?"
  Commented on demo-1
  $ bd undo --dry-run
  Would undo: comment demo-1: Which one?
    HASH  TIME  Test Person
  demo-1 Fix the logout
    comment gone: Which one?
  Nothing was changed
  $ bd undo
  Undid: comment demo-1: Which one?
    HASH  TIME  Test Person
  demo-1 Fix the logout
    comment gone: Which one?
  $ bd undo
  Undid: update demo-1: title, priority
    HASH  TIME  Test Person
  demo-1 Fix the login
    title: Fix the logout → Fix the login
    priority: 0 → 2
  $ bd show demo-1 --short
  ○ demo-1 P2 task Fix the login
  $ bd log -n 2
  HASH  TIME  Test Person
    bd: undo demo-1 of HASH: update demo-1: title, priority
  HASH  TIME  Test Person
    bd: undo demo-1 of HASH: comment demo-1: Which one?
  Showing 2, and there are more (--limit 0 for all)

What is undone is not undone twice, but an undo can be undone.

  $ bd undo HEAD --json
  {"undone": "HASH", "author": "Test Person", "date": "TIME", "message": "bd: undo demo-1 of HASH: update demo-1: title, priority", "changes": [{"id": "demo-1", "kind": "changed", "title": "Fix the logout", "changes": [{"field": "title", "from": "Fix the login", "to": "Fix the logout"}, {"field": "priority", "from": 2, "to": 0}]}], "commit": "HASH"}
  $ bd undo HEAD
  Undid: undo demo-1 of HASH: undo of update demo-1: title, priority
    HASH  TIME  Test Person
  demo-1 Fix the login
    title: Fix the logout → Fix the login
    priority: 0 → 2
  $ bd undo
  Undid: create demo-1: Fix the login
    HASH  TIME  Test Person
  demo-1 goes: Fix the login
  $ bd show demo-1
  Error: no issue found matching "demo-1"
  Hint: bd list --all
  [1]
  $ bd undo
  Error: nothing that Test Person wrote on this branch is left to undo
  Hint: bd log
  [1]
  $ bd undo HEAD -q
  Undid: undo demo-1 of HASH: create demo-1: Fix the login
    HASH  TIME  Test Person
  demo-1 comes back: Fix the login
  $ bd show demo-1 --short
  ○ demo-1 P2 task Fix the login

Others' writes are theirs to undo, unless they are named.

  $ bd create "Write the manual" --id demo-2 --deps demo-1 --actor Alice
  Created demo-2: Write the manual
  $ bd undo --dry-run
  Error: HASH cannot be undone:
    the dependency demo-2 blocks demo-1 is there by now,
      by Alice, HASH
  Hint: bd history demo-2
  [1]
  $ bd undo HEAD --dry-run
  Would undo: create demo-2: Write the manual
    HASH  TIME  Alice
  demo-2 goes: Write the manual
  Nothing was changed
  $ bd undo "$(bd log -n 1 --json | sed 's/.*"commit": "\([0-9a-v]*\)".*/\1/' | cut -c1-12)"
  Undid: create demo-2: Write the manual
    HASH  TIME  Alice
  demo-2 goes: Write the manual

What later writes stand on stays, and is named.

  $ bd update demo-1 --title "Fix it" -d "at last" --actor Alice
  Updated demo-1: Fix it
  $ bd update demo-1 --title "Fix them" --actor Bob
  Updated demo-1: Fix them
  $ bd undo HEAD~1
  Error: HASH cannot be undone:
    title of demo-1 was changed again,
      by Bob, HASH
  Hint: bd history demo-1
  [1]
  $ bd undo --actor Alice --json
  {"error": "HASH cannot be undone:\n  title of demo-1 was changed again,\n    by Bob, HASH", "code": "undo_refused", "hint": "bd history demo-1"}
  [1]
  $ bd create "Epic" --id demo-e -t epic --actor Carol
  Created demo-e: Epic
  $ bd create "Part" --id demo-e.1 --parent demo-e
  Created demo-e.1: Part
  $ bd comment demo-e "said"
  Commented on demo-e
  $ bd undo --actor Carol
  Error: HASH cannot be undone:
    a comment on demo-e is there by now,
      by Test Person, HASH
    demo-e.1 is a child of demo-e by now,
      by Test Person, HASH
  Hint: bd history demo-e
  [1]
  $ bd delete demo-e --force -q | head -1
  Deleted:
  $ bd undo --actor Carol
  Error: the effect of HASH no longer exists,
    so nothing is left to undo
  Hint: bd diff HASH~1 HASH
  [1]
  $ bd undo
  Undid: delete demo-e: Epic
    HASH  TIME  Test Person
  demo-e comes back: Epic
  demo-e.1 Part
    parent: demo-e
  $ bd children demo-e
  ○ demo-e.1 P2 task Part
  $ bd remember "the key is under the mat" --key key
  Remembered: key
  $ bd undo
  Undid: remember key: the key is under the mat
    HASH  TIME  Test Person
  the memory key goes
  $ bd recall key
  Error: nothing is remembered as "key"
  Hint: bd memories
  [1]

And what is no write of anybody's is not undone.

  $ bd undo demo-1
  Error: no commit, branch, tag or date is called "demo-1"
  Hint: bd log, bd branch list, or a date like yesterday or 2026-02-01
  [1]
  $ bd undo now
  Error: "now" is a date: many writes may have been made then
  Hint: bd log
  [2]
  $ bd undo 00000000000000000000000000000000
  Error: no commit, branch, tag or date is called "HASH"
  Hint: bd log, bd branch list, or a date like yesterday or 2026-02-01
  [1]
  $ bd undo HEAD~999
  Error: no commit "HEAD~999": history does not reach so far
  Hint: bd log
  [1]
  $ bd undo "$(bd sql "SELECT commit_hash FROM dolt_log WHERE message LIKE 'bd: init%'" --json | sed 's/.*: "\(.*\)".*/\1/')"
  Error: HASH changed the table metadata, which cannot be undone
  Hint: bd log
  [1]
  $ bd undo --readonly
  Error: nothing is written in --readonly mode
  Hint: the same command without --readonly
  [1]
  $ bd undo --actor Nobody
  Error: nothing that Nobody wrote on this branch is left to undo
  Hint: bd log
  [1]

A merge is undone as a whole. Its branch counts as merged all the same, so what brings its work in again is said.

  $ bd branch create -q $BD_BRANCH-u
  Made branch BRANCH-u from BRANCH, at HASH
  To work on it: export BD_BRANCH=BRANCH-u
  $ BD_BRANCH=$BD_BRANCH-u bd update demo-1 --title "By the worker"
  Updated demo-1: By the worker
  $ bd merge $BD_BRANCH-u
  Merged BRANCH-u into BRANCH: 1 taken, 0 merged
  $ bd undo
  Undid: merge BRANCH-u: 1 taken, 0 merged
    HASH  TIME  Test Person
  demo-1 Fix them
    title: By the worker → Fix them
  The branch counts as merged all the same; to have its work again:
    bd undo HASH
  $ bd merge $BD_BRANCH-u
  BRANCH has everything of BRANCH-u already
  $ bd branch delete $BD_BRANCH-u 2>&1 | sed 's/: bd undo.*//' | sort
  Deleted branch BRANCH-u, which was at HASH
  Warning: its merge was undone; to have its work again
  $ bd undo HEAD | tail -2
  demo-1 By the worker
    title: Fix them → By the worker
  $ bd show demo-1 --short
  ○ demo-1 P2 task By the worker

A merge that brought nothing new is passed over.

  $ bd branch create -q $BD_BRANCH-v
  Made branch BRANCH-v from BRANCH, at HASH
  To work on it: export BD_BRANCH=BRANCH-v
  $ BD_BRANCH=$BD_BRANCH-v bd update demo-1 --title "By mistake"
  Updated demo-1: By mistake
  $ BD_BRANCH=$BD_BRANCH-v bd undo
  Undid: update demo-1: title
    HASH  TIME  Test Person
  demo-1 By the worker
    title: By mistake → By the worker
  $ bd update demo-1 -p 3
  Updated demo-1: By the worker
  $ bd merge $BD_BRANCH-v
  Merged BRANCH-v into BRANCH: 0 taken, 1 merged
  $ bd undo
  Undid: update demo-1: priority
    HASH  TIME  Test Person
  demo-1 By the worker
    priority: 3 → 2
  $ bd branch delete -q $BD_BRANCH-v
  Deleted branch BRANCH-v, which was at HASH
