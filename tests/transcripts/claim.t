What is put off is not claimed until its day has come.

  $ bd create "Some day" --id demo-1 --silent
  demo-1
  $ bd create "Next century" --id demo-2 --silent
  demo-2
  $ bd defer demo-1
  Deferred demo-1: Some day
  $ bd defer demo-2 --until 2099-01-01
  Deferred demo-2 until TIME: Next century
  $ bd update demo-1 --claim
  Error: demo-1 is deferred, not open
  Hint: bd undefer demo-1
  [4]
  $ bd update demo-2 --claim
  Error: demo-2 is deferred until TIME, not open
  Hint: bd undefer demo-2
  [4]
  $ bd ready --claim
  Nothing is ready to claim
  $ bd undefer demo-1
  Undeferred demo-1: Some day
  $ bd update demo-1 --claim
  Claimed demo-1: Some day
  $ bd update demo-1 --claim --actor bob
  Error: demo-1 is already claimed by Test Person
  Hint: bd ready --claim
  [4]

Opened with a new day, it waits for that.

  $ bd update demo-2 -s open --defer 2098-01-01 --json | grep -c defer_until
  1
  $ bd update demo-2 --claim --json | grep -c defer_until
  0
  [1]

What was done leads to what is next.

  $ bd create "Epic" -t epic --id demo-e --deps demo-1 --silent
  demo-e
  $ bd create "Part" --parent demo-e --silent
  demo-e.1
  $ bd close demo-1 --suggest-next --claim-next
  Closed demo-1: Some day
  
  Now ready:
  ○ demo-e.1 P2 task Part
  Claimed demo-e.1: Part
