What changed between two moments, issue by issue.

  $ bd create "Fix the login" --id demo-1 -d "It fails."
  Created demo-1: Fix the login
  $ bd create "Ask for the logs" --id demo-2
  Created demo-2: Ask for the logs
  $ bd remember "the release is on Friday" --key release
  Remembered: release
  $ bd update demo-1 -p 0 -t bug
  Updated demo-1: Fix the login
  $ bd close demo-1 -r "fixed"
  Closed demo-1: Fix the login
  $ bd create "Write it down" --id demo-3 --deps demo-2
  Created demo-3: Write it down
  $ bd comment demo-2 "still waiting"
  Commented on demo-2
  $ bd diff HEAD~5
  ~ demo-1  Fix the login
      status: open → closed
      priority: 2 → 0
      issue_type: task → bug
      close_reason: fixed
  ~ demo-2  Ask for the logs
      comment: still waiting
  + demo-3  Write it down
      depends on: +demo-2 (blocks)
  memories: 1 row differs
  $ bd diff HEAD~5 --stat
  issues        1 created, 2 changed, 0 deleted
                1 closed
  fields        5 changed
  dependencies  1 added, 0 removed
  comments      1 added, 0 removed
  memories      1 row differs
  $ bd diff HEAD~5 --stat --json
  {"from": "HASH", "to": "HASH", "created": 1, "changed": 2, "closed": 1, "deleted": 0, "fields": 5, "dependencies_added": 1, "dependencies_removed": 0, "comments_added": 1, "comments_removed": 0, "tables": {"memories": 1}}
  $ bd diff HEAD~1 --json
  [{"id": "demo-2", "kind": "changed", "title": "Ask for the logs", "comments_added": [{"id": "UUID", "issue_id": "demo-2", "author": "Test Person", "text": "still waiting", "created_at": "TIME"}]}]
  $ bd diff HEAD HEAD~3
  ~ demo-1  Fix the login
      status: closed → open
      close_reason: fixed → (none)
  ~ demo-2  Ask for the logs
      comment gone: still waiting
  - demo-3  Write it down
  $ bd diff HEAD HEAD
  No differences
  $ bd diff HEAD HEAD --json
  []

From before the tracker there is everything.

  $ first=$(bd sql "SELECT commit_hash FROM dolt_log ORDER BY date, commit_order LIMIT 1" --json | sed 's/.*: "\(.*\)".*/\1/')
  > bd diff $first --stat
  issues        3 created, 0 changed, 0 deleted
                1 closed
  fields        0 changed
  dependencies  1 added, 0 removed
  comments      1 added, 0 removed
  config        1 row differs
  dolt_ignore   1 row differs
  memories      1 row differs
  metadata      2 rows differ

An edge that went and came again is one line.

  $ bd create "Waits" --id demo-w --deps demo-1 -q
  Created demo-w: Waits
  $ bd dep remove demo-w demo-1 -q
  demo-w no longer depends on demo-1 (blocks)
  $ bd dep add demo-w demo-1 -q
  demo-w now depends on demo-1 (blocks)
  $ bd diff HEAD~2
  ~ demo-w  Waits
      depends on: demo-1 (blocks), removed and added again

What nobody committed is not in it, and that is said.

  $ bd dolt sql -q "UPDATE issues SET title = 'By hand' WHERE id = 'demo-3'" > said
  $ bd diff HEAD~1 --stat | head -1
  issues        0 created, 1 changed, 0 deleted
  Uncommitted changes exist; they are not shown

  $ bd diff nowhere
  Error: no commit, branch, tag or date is called "nowhere"
  Hint: bd log, bd branch list, or a date like yesterday or 2026-02-01
  [1]
  $ bd diff HEAD~99
  Error: no commit "HEAD~99": history does not reach so far
  Hint: bd log
  [1]

Without words it is what changed since yesterday, and here since the tracker began.

  $ bd diff
  + demo-1  Fix the login
      description: 1 line added
      status: closed
      priority: 0
      issue_type: bug
      close_reason: fixed
  + demo-2  Ask for the logs
      comment: still waiting
  + demo-3  Write it down
      depends on: +demo-2 (blocks)
  + demo-w  Waits
      depends on: +demo-1 (blocks)
  config: 1 row differs
  dolt_ignore: 1 row differs
  memories: 1 row differs
  metadata: 2 rows differ
  Uncommitted changes exist; they are not shown
