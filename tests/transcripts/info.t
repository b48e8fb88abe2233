What this is, in numbers and names.

  $ bd create "Fix the login" --id demo-1
  Created demo-1: Fix the login
  $ bd info | grep -v "^server"
  path            HERE/.beads
  database        shared_by_tests
  branch          BRANCH
  project id      UUID
  prefix          demo
  issue count     1
  head            HASH
  schema version  2
  dolt version    1.88.1
  version         1.0.0
  actor           Test Person
  $ bd info --json | grep -o '"issue_count.*"schema_version": [0-9]*'
  "issue_count": 1, "head": "HASH", "schema_version": 2
  $ bd version
  bd version 1.0.0 (Dolt 1.88.1)
  $ bd version --json
  {"version": "1.0.0", "dolt": "1.88.1"}
  $ bd version --json -C /
  {"version": "1.0.0", "dolt": "1.88.1"}
  $ bd ping
  .*/dolt.sock answers in [0-9.]+ ms \(connecting took [0-9.]+ ms\) (re)
  $ bd ping --json | grep -o '"status": "ok"'
  "status": "ok"
  $ BEADS_DOLT_SERVER_PORT=1 bd ping --json
  {"error": "the server does not answer: Connection refused", "code": "no_server", "hint": "bd dolt status"}
  [3]
  $ bd ping -C /
  Error: no beadwork workspace in / or above
  Hint: bd init
  [1]

An agent gets a page to begin with.

  $ bd remember "Tests need dolt on the PATH"
  Remembered: tests-need-dolt-on-the-path
  $ bd context
  bd (beadwork) is this project's issue tracker, versioned in Dolt.
  Ids are demo-…; you write as Test Person.
  
  ## Commands
      bd ready
          what can be begun now, the most urgent first
      bd show ID
          everything about an issue
      bd claim ID
          take it; exit status 4 says that somebody else was first
      bd create "TITLE" -t bug -p 1
          file an issue; types task bug feature epic …, priority 0 (urgent) to 4
      bd create … --deps discovered-from:ID
          file what you found on the way
      bd dep add A B
          A waits for B
      bd comment ID "TEXT"
          say what you found out
      bd close ID -r "what was done"
          finish it; --suggest-next shows what became ready
      bd search WORDS
          find issues; `bd list` has the filters
      bd remember "FACT"
          keep what every later session should know
  
  ## Rules
  - Work that takes more than one step, or that somebody else may go on with, is
    an issue here, not a list in a file.
  - Look at `bd ready` first, claim before you begin, close when it is done and
    checked.
  - Each agent needs a BEADS_ACTOR of its own: two under one name would both own
    what one claims. `bd unclaim ID` gives an issue back.
  - Use --json to read: one document on standard output. Errors go to standard
    error, with a code and a hint.
  - Any unique part of an id will do. One command over several ids does all of
    them or none.
  - Every write is one commit with its author; there is nothing to save or to
    sync. `bd log` shows them.
  - Do not edit .beads/ by hand. A closed issue is kept, so close what is not
    needed, instead of deleting it.
  - `bd COMMAND --help` has examples.
  
  ## Remembered
  - tests-need-dolt-on-the-path: Tests need dolt on the PATH
  $ bd prime --json | grep -o '"memories.*'
  "memories": {"tests-need-dolt-on-the-path": "Tests need dolt on the PATH"}}
  $ bd context -C /
  Error: no beadwork workspace in / or above
  Hint: bd init
  [1]

The database is of this version; an older one is read, but not written to before it is migrated.

  $ bd migrate
  The database has version 2 already
  $ bd migrate --json
  {"from": 2, "to": 2, "migrations": [], "dry_run": false}
  $ bd dolt sql -q "UPDATE metadata SET value = '0' WHERE \`key\` = 'schema_version'" > said
  $ bd list
  ○ demo-1 P2 task Fix the login
  $ bd create "Not yet"
  Error: the database has schema version 0, this program writes 2
  Hint: bd migrate
  [1]
  $ bd migrate --dry-run
  Would run 0001_initial.sql
  Would run 0002_conflicts_and_compactions.sql
  From version 0 to 2
  $ bd migrate --readonly
  Error: nothing is written in --readonly mode
  Hint: the same command without --readonly
  [1]
  $ bd migrate
  Ran 0001_initial.sql
  Ran 0002_conflicts_and_compactions.sql
  From version 0 to 2
  $ bd create "Now it is" --id demo-2
  Created demo-2: Now it is
  $ bd dolt sql -q "UPDATE metadata SET value = '99' WHERE \`key\` = 'schema_version'" > said
  $ bd list
  Error: the database has schema version 99; this program knows up to 2
  Hint: install the beadwork that made it, or a newer one
  [1]
  $ bd migrate
  Error: the database has schema version 99; this program knows up to 2
  Hint: install the beadwork that made it, or a newer one
  [1]

A shell completes commands and flags.

  $ bd completion bash > bd.bash && bash -n bd.bash
  $ bd completion zsh | head -1
  #compdef bd
  $ bd completion fish | grep -o "complete -c bd" | head -1
  complete -c bd
  $ bd completion
  Error: SHELL is missing
  Hint: bd completion --help
  [2]
  $ bd completion csh
  Error: SHELL cannot be "csh": it is bash, zsh or fish
  Hint: bd completion --help
  [2]
