Garbage is collected when it is asked for, or when there is enough of it.

  $ bd create "Fix the login" --id demo-1
  Created demo-1: Fix the login
  $ bd gc | sed 's/[0-9.]* [KM]*B/SIZE/g'
  Collected: SIZE → SIZE on disk (journal SIZE → SIZE)
  $ bd gc --auto | sed 's/[0-9.]* [KM]*B,/SIZE,/'
  Nothing done: the journal has SIZE, less than 50 MB
  $ bd gc --auto --json | sed 's/: [0-9]\+/: N/g'
  {"collected": false, "before": {"bytes": N, "journal_bytes": N}, "after": {"bytes": N, "journal_bytes": N}}
  $ bd gc --full --json | sed 's/: [0-9]\+/: N/g'
  {"collected": true, "before": {"bytes": N, "journal_bytes": N}, "after": {"bytes": N, "journal_bytes": N}}
  $ bd gc --readonly
  Error: nothing is written in --readonly mode
  Hint: the same command without --readonly
  [1]
  $ bd show demo-1 --short
  ○ demo-1 P2 task Fix the login
