How many issues were filed and closed, by week.

  $ row() { echo "{\"id\":\"demo-$1\",\"title\":\"Issue $1\",\"status\":\"closed\",\"issue_type\":\"$2\",\"labels\":[$3],\"priority\":2,\"created_by\":\"Carol\",\"created_at\":\"2025-01-$4T08:00:00Z\",\"closed_at\":\"2025-01-$5T08:00:00Z\",\"updated_at\":\"2025-02-01T00:00:00Z\"}"; }
  > { row 1 bug '"go"' 01 02; row 2 task '"go","ui"' 02 03; row 3 bug '' 08 24; row 4 task '"ui"' 09 25; } > old.jsonl
  > echo '{"id":"demo-5","title":"Open","status":"open","issue_type":"bug","priority":2,"assignee":"Alice","created_at":"2025-01-20T08:00:00Z","updated_at":"2025-02-01T00:00:00Z"}' >> old.jsonl
  > bd import old.jsonl > /dev/null
  $ bd throughput --since 2024-12-30 --until 2025-02-02
             created  closed
  2025-W01         2       2  ████████████████████████████████████████
  2025-W02         2       0
  2025-W03         0       0
  2025-W04         1       2  ████████████████████████████████████████
  2025-W05         0       0
  in all           5       4
  $ bd throughput --period 2025-01 --by month --json
  {"by": "month", "since": "TIME", "until": "TIME", "groups": [{"group": "2025-01", "created": 5, "closed": 4}], "total": {"created": 5, "closed": 4}}
  $ bd throughput --period 2025-01 --by label
                created  closed
  go                  2       2  ████████████████████████████████████████
  ui                  2       2  ████████████████████████████████████████
  (no labels)         2       1  ████████████████████
  in all              5       4
  $ bd throughput --period 2025-Q1 --by type -l go --json
  {"by": "type", "since": "TIME", "until": "TIME", "groups": [{"group": "bug", "created": 1, "closed": 1}, {"group": "task", "created": 1, "closed": 1}], "total": {"created": 2, "closed": 2}}
  $ bd throughput --period 2025-Q1 --by assignee
                 created  closed
  (unassigned)         4       4  ████████████████████████████████████████
  Alice                1       0
  in all               5       4
  $ bd throughput --since 2025-01-02 --until 2025-01-03 --by day
               created  closed
  2025-01-02         1       1  ████████████████████████████████████████
  2025-01-03         0       1  ████████████████████████████████████████
  in all             1       2

Who closed is the author of the commit, which an import does not tell.

  $ bd close demo-5 --actor Bob
  Closed demo-5: Open
  $ bd throughput --since 2025-01-01 --by actor --json | sed 's/"since.*"groups"/"groups"/'
  {"by": "actor", "groups": [{"group": "(unknown)", "created": 1, "closed": 4}, {"group": "Bob", "created": 0, "closed": 1}, {"group": "Carol", "created": 4, "closed": 0}], "total": {"created": 5, "closed": 5}}
  $ bd throughput --by actor
           created  closed
  Bob            0       1  ████████████████████████████████████████
  in all         0       1

What was opened again has not been finished. What raw SQL closed without a time counts nowhere, and that is said.

  $ bd reopen demo-5
  Reopened demo-5: Open
  $ bd sql --write "UPDATE issues SET closed_at = NULL WHERE id = 'demo-1'" > /dev/null
  $ bd throughput --since 2025-01-01 --by actor
              created  closed
  (unknown)         1       3  ████████████████████████████████████████
  Carol             4       0
  in all            5       3
  Not counted: 1 closed without a time of closing.
  $ bd throughput --period 2025-01 --by month --json
  {"by": "month", "since": "TIME", "until": "TIME", "undated": 1, "groups": [{"group": "2025-01", "created": 5, "closed": 3}], "total": {"created": 5, "closed": 3}}

  $ bd throughput --by colour
  Error: --by cannot be "colour": it is day, week, month, label, actor, type or assignee
  Hint: bd throughput --help
  [2]
  $ bd throughput --period 2025-13
  Error: not a period: "2025-13"
  Hint: 2026, 2026-Q1, 2026-02, 2026-W07 or 2026-02-11
  [2]
  $ bd throughput --since 2025-02-01 --until 2025-01-01
  Error: it begins at TIME and ends at TIME
  Hint: --since 2026-01-01 --until 2026-03-31
  [2]
  $ bd throughput --since 9000-01-01 --until 9001-01-01
  Error: nothing has happened yet: it begins at TIME
  Hint: --since 12w
  [2]
  $ bd throughput --sort title
  Error: --sort does not apply to these numbers
  Hint: bd list, which sorts and limits
  [2]
  $ bd throughput -s opne
  Error: unknown status "opne"
  Hint: one of open, in_progress, blocked, hooked, deferred, pinned, closed
  [2]
