What a merge left to a person waits in a table, and stands in nobody's way.

  $ bd create "Write the report" --id demo-1 -e 60
  Created demo-1: Write the report
  $ bd create "Collect the data" --id demo-2
  Created demo-2: Collect the data
  $ bd conflicts
  Nothing is undecided
  $ bd conflicts list --json
  []
  $ bd conflicts show demo-1
  Nothing is undecided about demo-1
  $ cat > leave.sh <<'.'
  > bd sql --write -q "INSERT INTO conflicts (issue_id, field, digest, value, origin, recorded_at) VALUES ('$1', 'estimated_minutes', LEFT(SHA2('$2', 256), 16), '$2', '$3', '2026-02-11 09:00:00')"
  > .
  $ sh leave.sh demo-1 60 main && sh leave.sh demo-1 90 worker
  1 row changed
  1 row changed
  $ bd show demo-1 | grep -v created
  ○ demo-1  Write the report
    P2 · task · open
    estimate: 60 min
    Undecided: estimated_minutes is 60 on main (ours), 90 on worker
      to decide: bd conflicts show demo-1
  
  $ bd show demo-1 --json | grep -o '"conflicts".*'
  "conflicts": [{"field": "estimated_minutes", "values": [{"value": 60, "origin": "main"}, {"value": 90, "origin": "worker"}]}], "dependency_count": 0, "dependent_count": 0, "comment_count": 0}]
  $ bd show demo-2 --json | grep -c conflicts
  0
  [1]
  $ bd conflicts
  demo-1  estimated_minutes is 60 on main (ours), 90 on worker  Write the report
  $ bd conflicts list --json
  [{"issue_id": "demo-1", "title": "Write the report", "field": "estimated_minutes", "current": 60, "values": [{"value": 60, "origin": "main", "recorded_at": "TIME"}, {"value": 90, "origin": "worker", "recorded_at": "TIME"}]}]
  $ bd conflicts show demo-1
  demo-1  Write the report
    estimated_minutes, now 60:
      60  on main, seen TIME (ours)
      90  on worker, seen TIME
  To decide:
    bd conflicts resolve demo-1 --field estimated_minutes --take ours
    bd conflicts resolve demo-1 --field estimated_minutes --take theirs
  $ bd conflicts show demo-1 --json
  [{"issue_id": "demo-1", "title": "Write the report", "field": "estimated_minutes", "current": 60, "values": [{"value": 60, "origin": "main", "recorded_at": "TIME"}, {"value": 90, "origin": "worker", "recorded_at": "TIME"}]}]
  $ bd ready
  ○ demo-2 P2 task Collect the data
  ○ demo-1 P2 task Write the report

A decision is a write like any other.

  $ bd conflicts resolve demo-1 --field estimated_minutes --take soon
  Error: estimated_minutes: "soon" is not a number of minutes
  Hint: bd conflicts show demo-1
  [2]
  $ bd conflicts resolve demo-1 --field estimated_minutes --take -5
  Error: estimated_minutes: -5 is not a number of minutes
  Hint: bd conflicts show demo-1
  [2]
  $ bd conflicts resolve demo-1 --field colour --take ours
  Error: an issue has no field "colour"
  Hint: bd conflicts show demo-1
  [2]
  $ bd conflicts resolve demo-1 --field title --take ours
  Error: nothing is undecided about title of demo-1
  Hint: bd conflicts show demo-1
  [1]
  $ bd conflicts resolve demo-2 --field estimated_minutes --take ours --json
  {"error": "nothing is undecided about estimated_minutes of demo-2", "code": "not_found", "hint": "bd conflicts show demo-2"}
  [1]
  $ bd conflicts resolve demo-9 --field estimated_minutes --take ours
  Error: no issue found matching "demo-9"
  Hint: bd list --all
  [1]
  $ bd conflicts resolve demo-1 --field estimated_minutes
  Error: --take is missing
  Hint: bd conflicts resolve --help
  [2]
  $ bd conflicts resolve demo-1 --field estimated_minutes --take theirs --readonly
  Error: nothing is written in --readonly mode
  Hint: the same command without --readonly
  [1]
  $ bd conflicts resolve demo-1 --field estimated_minutes --take theirs
  Decided demo-1: estimated_minutes is 90
  $ bd log -n 1
  HASH  TIME  Test Person
    bd: resolve demo-1: estimated_minutes = 90
  Showing 1, and there are more (--limit 0 for all)
  $ bd show demo-1 | grep -v created
  ○ demo-1  Write the report
    P2 · task · open
    estimate: 90 min
  
  $ bd conflicts resolve demo-1 --field estimated_minutes --take theirs
  Error: nothing is undecided about estimated_minutes of demo-1
  Hint: bd conflicts show demo-1
  [1]

The value that stays, another one, or none.

  $ sh leave.sh demo-1 60 main && sh leave.sh demo-1 90 worker
  1 row changed
  1 row changed
  $ bd conflicts resolve demo-1 --field estimated_minutes --take ours
  Decided demo-1: estimated_minutes is 90
  $ bd log -n 1
  HASH  TIME  Test Person
    bd: resolve demo-1: estimated_minutes = 90
  Showing 1, and there are more (--limit 0 for all)
  $ sh leave.sh demo-1 60 main && sh leave.sh demo-1 90 worker
  1 row changed
  1 row changed
  $ bd conflicts resolve demo-1 --field estimate --take 75 --json
  {"id": "demo-1", "title": "Write the report", "status": "open", "priority": 2, "issue_type": "task", "owner": "test@example.org", "created_by": "Test Person", "created_at": "TIME", "updated_at": "TIME", "estimated_minutes": 75, "commit": "HASH"}
  $ sh leave.sh demo-1 60 main && sh leave.sh demo-1 90 worker
  1 row changed
  1 row changed
  $ bd conflicts resolve demo-1 --field estimated_minutes --take "" --json
  {"id": "demo-1", "title": "Write the report", "status": "open", "priority": 2, "issue_type": "task", "owner": "test@example.org", "created_by": "Test Person", "created_at": "TIME", "updated_at": "TIME", "commit": "HASH"}
  $ bd log -n 1
  HASH  TIME  Test Person
    bd: resolve demo-1: estimated_minutes = unset
  Showing 1, and there are more (--limit 0 for all)

Several other values are told apart by name.

  $ sh leave.sh demo-1 60 main && sh leave.sh demo-1 90 worker && sh leave.sh demo-1 null other
  1 row changed
  1 row changed
  1 row changed
  $ bd update demo-1 -e 60
  Updated demo-1: Write the report
  $ bd conflicts
  Nothing is undecided
  $ sh leave.sh demo-1 60 main && sh leave.sh demo-1 90 worker && sh leave.sh demo-1 null other
  1 row changed
  1 row changed
  1 row changed
  $ bd conflicts resolve demo-1 --field estimated_minutes --take theirs
  Error: estimated_minutes of demo-1 has several other values: 90, unset
  Hint: bd conflicts show demo-1
  [2]
  $ bd conflicts show demo-1
  demo-1  Write the report
    estimated_minutes, now 60:
      60     on main, seen TIME (ours)
      unset  on other, seen TIME
      90     on worker, seen TIME
  To decide:
    bd conflicts resolve demo-1 --field estimated_minutes --take ours
    bd conflicts resolve demo-1 --field estimated_minutes --take 90
    bd conflicts resolve demo-1 --field estimated_minutes --take ''
  $ bd conflicts list
  demo-1  estimated_minutes is 60 on main (ours), unset on other, 90 on worker

To set the field is to decide, also to what it is; other changes leave it open; to delete the issue ends it.

  $ bd update demo-1 -p 1
  Updated demo-1: Write the report
  $ bd conflicts list --json | grep -o '"current": [0-9]*'
  "current": 60
  $ bd update demo-1 -e 60
  Updated demo-1: Write the report
  $ bd log -n 1
  HASH  TIME  Test Person
    bd: update demo-1: estimated_minutes stays
  Showing 1, and there are more (--limit 0 for all)
  $ bd conflicts list
  Nothing is undecided
  $ sh leave.sh demo-1 90 worker
  1 row changed
  $ bd delete demo-1 --force > said
  $ bd conflicts list
  Nothing is undecided
