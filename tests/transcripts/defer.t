Put off until somebody takes it up again.

  $ bd create "One" --id demo-1 --silent
  demo-1
  $ bd create "Two" --id demo-2 --silent
  demo-2
  $ bd defer demo-1
  Deferred demo-1: One
  $ bd ready
  ○ demo-2 P2 task Two
  $ bd undefer demo-1 demo-2
  Undeferred demo-1: One
  Was not deferred: demo-2: Two
  $ bd ready --sort id
  ○ demo-1 P2 task One
  ○ demo-2 P2 task Two

Or to a date.

  $ bd defer demo-1 demo-2 --until 2099-01-01
  Deferred demo-1 until TIME: One
  Deferred demo-2 until TIME: Two
  $ bd ready
  Nothing is ready
  $ bd show demo-1 --json | grep -o '"defer_until": "[^"]*"'
  "defer_until": "TIME"
  $ bd undefer demo-1 --json
  [{"id": "demo-1", "title": "One", "status": "open", "priority": 2, "issue_type": "task", "owner": "test@example.org", "created_by": "Test Person", "created_at": "TIME", "updated_at": "TIME", "commit": "HASH"}]
  $ bd defer demo-2 --json | grep -c defer_until
  0
  [1]
  $ bd create "Later" --id demo-3 --defer 2099-01-01 --silent
  demo-3
  $ bd undefer demo-3
  Undeferred demo-3: Later
  $ bd ready --sort id
  ○ demo-1 P2 task One
  ○ demo-3 P2 task Later

All of them, or none.

  $ bd close demo-2
  Closed demo-2: Two
  $ bd defer demo-1 demo-2
  Error: demo-2 is closed
  Hint: bd show demo-2
  [1]
  $ bd defer demo-1 --until 2001-01-01
  Error: TIME has passed
  Hint: --until +2d, or none to wait for `bd undefer`
  [1]
  $ bd defer demo-1 --until someday
  Error: not a date: "someday"
  Hint: write +6h, 2w, tomorrow, "next monday" or 2026-02-01
  [2]
  $ bd defer demo-1 --until ""
  Deferred demo-1: One
  $ bd defer demo-nope
  Error: no issue found matching "demo-nope"
  Hint: bd list --all
  [1]
  $ bd undefer demo-nope --json
  {"error": "no issue found matching \"demo-nope\"", "code": "not_found", "hint": "bd list --all"}
  [1]
  $ bd undefer demo-2
  Was not deferred: demo-2: Two
