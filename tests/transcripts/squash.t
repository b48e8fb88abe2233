What a squash would do is shown; while others depend on the commits, it is not done.

  $ bd create "Fix the login" --id demo-1
  Created demo-1: Fix the login
  $ bd close demo-1
  Closed demo-1: Fix the login
  $ bd squash | sed "s/merged: .*/merged: …/"
  Would make one commit of 6:
    oldest  HASH  TIME  Test Person
            bd: keep tables named local_* out of history
    newest  HASH  TIME  Test Person
            bd: close demo-1: Fix the login
  Their authors, times and changes are then out of reach of log, history, diff, undo
  and of --as-of with a date; a tag keeps them until it is given up.
  It would be refused:
    branches could no longer be merged: …
  $ bd squash --confirm yes
  Error: "yes" does not confirm it; the word is SQUASH-demo
  Hint: bd squash
  [12]
  $ bd squash --confirm SQUASH-demo 2>&1 | sed "s/merged: .*/merged: …/"
  Error: the history stays as it is:
    branches could no longer be merged: …
  Hint: bd squash
  $ bd squash --confirm SQUASH-demo --readonly
  Error: nothing is written in --readonly mode
  Hint: the same command without --readonly
  [1]
  $ bd squash --forget main
  Error: no squash left a tag "main"; there are: none
  Hint: bd squash
  [1]
  $ bd squash --forget before-squash-2026-02-11 --confirm yes
  Error: "yes" does not confirm it; the word is FORGET-demo
  Hint: bd squash --forget before-squash-2026-02-11
  [12]
  $ bd log -n 1
  HASH  TIME  Test Person
    bd: close demo-1: Fix the login
  Showing 1, and there are more (--limit 0 for all)
