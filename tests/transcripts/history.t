Each change of an issue is an entry, the newest first.

  $ bd create "Fix the login" --id demo-1 -d "It fails." -l auth
  Created demo-1: Fix the login
  $ bd create "Ask for the logs" --id demo-2 --actor Alice
  Created demo-2: Ask for the logs
  $ bd dep add demo-1 demo-2
  demo-1 now depends on demo-2 (blocks)
  $ bd comment demo-1 "Only on Mondays
  > as it seems"
  Commented on demo-1
  $ bd update demo-1 -p 0 -a Bob --add-label urgent --remove-label auth -d "It fails
  > on Mondays."
  Updated demo-1: Fix the login
  $ bd close demo-2 -r "they came"
  Closed demo-2: Ask for the logs
  $ bd close demo-1 -r "fixed" --actor Bob
  Closed demo-1: Fix the login
  $ bd history demo-1
  HASH  TIME  Bob
    bd: close demo-1: fixed
      status: open → closed
      close_reason: fixed
  HASH  TIME  Test Person
    bd: update demo-1: description, priority, assignee, labels
      description: 2 lines changed
      priority: 2 → 0
      assignee: Bob
      labels: +urgent −auth
  HASH  TIME  Test Person
    bd: comment demo-1: Only on Mondays as it seems
      comment: Only on Mondays…
  HASH  TIME  Test Person
    bd: dep add demo-1 demo-2 (blocks)
      depends on: +demo-2 (blocks)
  HASH  TIME  Test Person
    bd: create demo-1: Fix the login
      description: 1 line added
      labels: +auth
  $ bd history demo-2 -n 2
  HASH  TIME  Test Person
    bd: close demo-2: they came
      status: open → closed
      close_reason: they came
  HASH  TIME  Test Person
    bd: dep add demo-1 demo-2 (blocks)
      needed by: +demo-1 (blocks)
  Showing 2 of 3 (--limit 0 for all)

The lines of long texts are shown when asked for.

  $ bd history demo-1 -p | grep -A 6 description:
      description:
        @@ -1 +1,2 @@
        -It fails.
        +It fails
        +on Mondays.
      priority: 2 → 0
      assignee: Bob
  --
      description:
        @@ -0,0 +1 @@
        +It fails.
      labels: +auth

A program gets every field by its name in JSON.

  $ bd history demo-1 --json -n 2
  [{"commit": "HASH", "author": "Bob", "email": "test@example.org", "date": "TIME", "message": "bd: close demo-1: fixed", "issue_id": "demo-1", "kind": "changed", "changes": [{"field": "status", "from": "open", "to": "closed"}, {"field": "closed_at", "from": null, "to": "TIME"}, {"field": "close_reason", "from": null, "to": "fixed"}]},
   {"commit": "HASH", "author": "Test Person", "email": "test@example.org", "date": "TIME", "message": "bd: update demo-1: description, priority, assignee, labels", "issue_id": "demo-1", "kind": "changed", "changes": [{"field": "description", "from": "It fails.", "to": "It fails\non Mondays."}, {"field": "priority", "from": 2, "to": 0}, {"field": "assignee", "from": null, "to": "Bob"}, {"field": "labels", "from": ["auth"], "to": ["urgent"]}]}]
  $ bd history demo-1 --json | tail -1
   {"commit": "HASH", "author": "Test Person", "email": "test@example.org", "date": "TIME", "message": "bd: create demo-1: Fix the login", "issue_id": "demo-1", "kind": "created", "changes": [{"field": "title", "from": null, "to": "Fix the login"}, {"field": "description", "from": null, "to": "It fails."}, {"field": "status", "from": null, "to": "open"}, {"field": "priority", "from": null, "to": 2}, {"field": "issue_type", "from": null, "to": "task"}, {"field": "owner", "from": null, "to": "test@example.org"}, {"field": "created_by", "from": null, "to": "Test Person"}, {"field": "created_at", "from": null, "to": "TIME"}, {"field": "labels", "from": null, "to": ["auth"]}]}]

What a deletion takes from others is in their history, and what is deleted has one too.

  $ bd create "Epic" -t epic --id demo-e
  Created demo-e: Epic
  $ bd create "Part" --parent demo-e --id demo-p
  Created demo-p: Part
  $ bd delete demo-e --force -q > said
  $ bd history demo-p -n 1
  HASH  TIME  Test Person
    bd: delete demo-e: Epic
      parent: demo-e → (none)
  Showing 1 of 2 (--limit 0 for all)
  $ bd history demo-e
  HASH  TIME  Test Person
    bd: delete demo-e: Epic
      deleted
  HASH  TIME  Test Person
    bd: create demo-e: Epic
      issue_type: epic
  $ bd show demo-e
  Error: demo-e was deleted by Test Person, just now
  Hint: bd restore demo-e --view
  [1]

Not every commit names its issues.

  $ bd sql --write "UPDATE issues SET owner = NULL WHERE id = 'demo-1'"
  1 row changed
  $ bd history demo-1 -n 1
  HASH  TIME  Test Person
    bd: sql: UPDATE issues SET owner = NULL WHERE id = 'demo-1'
      owner: test@example.org → (none)
  Showing 1 of 6 (--limit 0 for all)
  $ bd history demo-nope
  Error: no issue found matching "demo-nope"
  Hint: bd list --all
  [1]
  $ bd history
  Error: ID is missing
  Hint: bd history --help
  [2]
  $ bd history demo-1 -n -1
  Error: the limit cannot be -1
  Hint: --limit 0 shows all
  [2]
