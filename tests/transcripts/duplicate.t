A duplicate is closed and says of what.

  $ bd create "Login fails" -t bug --id demo-1 --silent
  demo-1
  $ bd create "Cannot log in" -t bug --id demo-2 --silent
  demo-2
  $ bd duplicate demo-2 --of demo-1
  Closed demo-2 as a duplicate of demo-1: Login fails
  $ bd show demo-2 --json | grep -o '"close_reason": "[^"]*"'
  "close_reason": "duplicate of demo-1"
  $ bd dep list demo-2
  duplicates  ○ demo-1 Login fails
  $ bd duplicate demo-2 --of demo-1 --json
  {"duplicate": "demo-2", "canonical": "demo-1", "status": "closed"}
  $ bd duplicate demo-1 --of demo-2
  Error: it is the other way round: demo-2 duplicates demo-1 already
  Hint: bd show demo-2
  [1]
  $ bd duplicate demo-1 --of demo-1
  Error: demo-1 cannot be a duplicate of itself
  Hint: bd duplicate --help
  [1]
  $ bd duplicate demo-1
  Error: --of is missing
  Hint: bd duplicate --help
  [2]
  $ bd duplicate demo-1 --of demo-nope
  Error: no issue found matching "demo-nope"
  Hint: bd list --all
  [1]

What blocks it does not matter, what is a part of it does.

  $ bd create "Login again" -t epic --id demo-3 --deps demo-1 --silent
  demo-3
  $ bd create "A part" --parent demo-3 --silent
  demo-3.1
  $ bd create "All about the login" -t epic --id demo-4 --silent
  demo-4
  $ bd duplicate demo-3 --of demo-4
  Error: demo-3 has open children: demo-3.1
  Hint: bd update demo-3.1 --parent demo-4   moves one
  [1]
  $ bd update demo-3.1 --parent demo-4
  Updated demo-3.1: A part
  $ bd duplicate demo-3 --of demo-4
  Closed demo-3 as a duplicate of demo-4: All about the login

Something newer takes its place: the edge leaves the new one.

  $ bd create "Login by passkey" --id demo-5 --silent
  demo-5
  $ bd supersede demo-1 --with demo-5
  Closed demo-1, superseded by demo-5: Login by passkey
  $ bd dep list demo-5
  supersedes  ✓ demo-1 Login fails
  $ bd show demo-1 --json | grep -o '"close_reason": "[^"]*"'
  "close_reason": "superseded by demo-5"
  $ bd supersede demo-5 --with demo-1
  Error: it is the other way round: demo-5 supersedes demo-1 already
  Hint: bd show demo-5
  [1]
  $ bd supersede demo-1 --with demo-5 --json
  {"superseded": "demo-1", "replacement": "demo-5", "status": "closed"}
  $ bd supersede demo-4 --with demo-nope
  Error: no issue found matching "demo-nope"
  Hint: bd list --all
  [1]

A link of another kind is not overwritten, and nothing is closed then.

  $ bd dep add demo-4 demo-5 -t related
  demo-4 now depends on demo-5 (related)
  $ bd duplicate demo-4 --of demo-5 --force
  Error: demo-4 depends on demo-5 already, as related
  Hint: bd dep remove demo-4 demo-5, then add it as duplicates
  [1]
  $ bd list
  ○ demo-5   P2 task Login by passkey
  ○ demo-4   P2 epic All about the login
  ○ demo-3.1 P2 task A part
