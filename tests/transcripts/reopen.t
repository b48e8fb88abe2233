A closed issue is opened again; the time and the reason of its closing go, history keeps them.

  $ bd create "Fix the login" --id demo-1
  Created demo-1: Fix the login
  $ bd close demo-1 -r "works on Safari"
  Closed demo-1: Fix the login
  $ bd reopen demo-1 -r "fails again"
  Reopened demo-1: Fix the login
  $ bd show demo-1 --json | grep -c '"close_reason"\|"closed_at"'
  0
  [1]
  $ bd log -n 2 --verbose
  HASH  TIME  Test Person
    bd: reopen demo-1: fails again
  HASH  TIME  Test Person
    bd: close demo-1: works on Safari
  Showing 2, and there are more (--limit 0 for all)

What is open already stays as it is, and makes no commit.

  $ bd reopen demo-1
  Open already: demo-1: Fix the login
  $ bd log -n 1
  HASH  TIME  Test Person
    bd: reopen demo-1: fails again
  Showing 1, and there are more (--limit 0 for all)

All of them, or none.

  $ bd close demo-1
  Closed demo-1: Fix the login
  $ bd reopen demo-1 demo-nope
  Error: no issue found matching "demo-nope"
  Hint: bd list --all
  [1]
  $ bd list
  No issues
  $ bd reopen
  Error: ID is missing
  Hint: bd reopen --help
  [2]
  $ bd reopen demo-nope --json
  {"error": "no issue found matching \"demo-nope\"", "code": "not_found", "hint": "bd list --all"}
  [1]
