Questions across time. Who closed what:

  $ bd create "Fix the parser" --id demo-1 -l go -t bug
  Created demo-1: Fix the parser
  $ bd create "Write the manual" --id demo-2
  Created demo-2: Write the manual
  $ bd create "Name the release" --id demo-3 -l go
  Created demo-3: Name the release
  $ bd update demo-1 --claim --actor Alice
  Claimed demo-1: Fix the parser
  $ bd close demo-1 demo-2 -r done --actor Alice
  Closed demo-1: Fix the parser
  Closed demo-2: Write the manual
  $ bd close demo-3 --actor Bob
  Closed demo-3: Name the release
  $ bd query --history --closed-by Alice | sed 's/20..-..-..$/DATE/'
  ✓ demo-2 P2 task Write the manual DATE
  ✓ demo-1 P2 bug  Fix the parser @Alice DATE
  $ bd query --history --closed-by Alice -l go --since 1d --json
  [{"id": "demo-1", "title": "Fix the parser", "status": "closed", "priority": 2, "issue_type": "bug", "assignee": "Alice", "owner": "test@example.org", "created_by": "Test Person", "created_at": "TIME", "updated_at": "TIME", "started_at": "TIME", "closed_at": "TIME", "close_reason": "done", "labels": ["go"], "closed_by": "Alice", "commit": "HASH"}]
  $ bd query --history --closed-by Alice --since 1d -n 1 --json | sed 's/.*"id": "\([^"]*\).*/\1/'
  demo-2

What became of an issue later changes nothing about who closed it.

  $ bd reopen demo-1
  Reopened demo-1: Fix the parser
  $ bd delete demo-2 --force > /dev/null 2>&1
  $ bd query --history --closed-by Alice | sed 's/20..-..-../DATE/'
  ✓ demo-2 P2 task Write the manual DATE, deleted since
  ○ demo-1 P2 bug  Fix the parser @Alice DATE
  $ bd query --history --closed-by Alice --period 2001-Q1
  No issues
  Nothing that Alice closed in 2001-Q1; who closes: bd throughput --by actor
  $ bd query --history --closed-by ""
  Error: --closed-by needs a name
  Hint: bd throughput --by actor
  [2]
  $ bd query --history --closed-by Alcie --json
  []

What an import brought in closed was closed by nobody here. Its times are those of its columns.

  $ cat > old.jsonl <<END
  > {"id":"demo-8","title":"An old one","status":"closed","issue_type":"task","priority":2,"created_by":"Carol","created_at":"2025-01-01T00:00:00Z","started_at":"2025-01-02T00:00:00Z","closed_at":"2025-01-04T12:00:00Z","updated_at":"2025-01-05T00:00:00Z"}
  > END
  $ bd import old.jsonl --actor Dave > /dev/null
  $ bd query --history --closed-by Dave --json 2>/dev/null
  []
  $ bd query --history --time-in-status demo-8
  demo-8  An old one
    open         2025-01-01 00:00 to 2025-01-02 00:00   24.0 h  Carol
    in_progress  2025-01-02 00:00 to 2025-01-04 12:00    2.5 d
    closed       2025-01-04 12:00 to now
    open 24.0 h, in_progress 2.5 d
  $ bd query --history --time-in-status -l none
  No issues
  $ bd query --history --time-in-status --id demo-8
  demo-8  An old one  open 24.0 h, in_progress 2.5 d
  $ bd query --history --time-in-status demo-8 --json
  [{"id": "demo-8", "title": "An old one", "seconds": {"open": 86400.0, "in_progress": 216000.0}, "spans": [{"status": "open", "from": "TIME", "to": "TIME", "actor": "Carol"}, {"status": "in_progress", "from": "TIME", "to": "TIME"}, {"status": "closed", "from": "TIME"}]}]
  $ bd query --history --time-in-status demo-1 --json | grep -o '"status": "[a-z_]*"'
  "status": "open"
  "status": "in_progress"
  "status": "closed"
  "status": "open"

What was ready then is `bd ready --as-of`. A date means its first moment.

  $ bd query --history --ready-on HEAD~7
  ○ demo-2 P2 task Write the manual
  ○ demo-1 P2 bug  Fix the parser
  $ bd ready --as-of HEAD~7 -l go --json > then
  $ bd query --history --ready-on HEAD~7 -l go --json | diff - then && echo the same
  the same
  $ bd query --history --ready-on 2001-01-01
  Error: the tracker did not exist at 2001-01-01 00:00 UTC
  Hint: bd log
  [1]

What is no question is refused.

  $ bd query --closed-by Alice
  Error: bd query asks about the past: it needs --history
  Hint: bd query --history --closed-by NAME; bd list shows the present
  [2]
  $ bd query --history
  Error: one of --closed-by, --time-in-status, --ready-on
  Hint: bd query --help
  [2]
  $ bd query --history --closed-by Alice --time-in-status
  Error: one of --closed-by, --time-in-status, --ready-on
  Hint: bd query --help
  [2]
  $ bd query --history --closed-by Alice demo-1
  Error: demo-1 needs --time-in-status
  Hint: bd query --history --time-in-status demo-1
  [2]
  $ bd query --history --time-in-status --since 2w
  Error: --period, --since and --until belong to --closed-by
  Hint: bd query --help
  [2]
  $ bd query --history --closed-by Alice --period 2026-Q5
  Error: not a period: "2026-Q5"
  Hint: 2026, 2026-Q1, 2026-02, 2026-W07 or 2026-02-11
  [2]
  $ bd query --history --closed-by Alice --period 2026 --since 2w
  Error: --period stands for both ends
  Hint: --period 2026-Q1, or --since and --until
  [2]
  $ bd query --history --closed-by Alice --since 2026-03-01 --until 2026-02-01
  Error: it begins at TIME and ends at TIME
  Hint: --since 2026-01-01 --until 2026-03-31
  [2]
  $ bd query --history --time-in-status demo-9
  Error: no issue found matching "demo-9"
  Hint: bd list --all
  [1]
  $ bd query --history --closed-by Alice -t bgu
  Error: unknown issue type "bgu"
  Hint: one of bug, feature, task, epic, chore, decision, message, spike, story, milestone, molecule, gate, agent, convoy, event, role, rig, merge-request
  [2]

An issue that is made anew under an id begins anew.

  $ bd delete demo-1 --force > said
  $ bd create "Made anew" --id demo-1 -q
  Created demo-1: Made anew
  $ bd query --history --time-in-status demo-1 --json | grep -o '"status": "[a-z_]*"'
  "status": "open"
