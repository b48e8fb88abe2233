How long issues took that were closed.

  $ row() { echo "{\"id\":\"demo-$1\",\"title\":\"Issue $1\",\"status\":\"closed\",\"issue_type\":\"$2\",\"priority\":2,\"created_at\":\"2025-01-01T08:00:00Z\",$4\"closed_at\":\"2025-01-$3Z\",\"updated_at\":\"2025-02-01T00:00:00Z\"}"; }
  > started='"started_at":"2025-01-02T08:00:00Z",'
  > { row 1 bug 02T20:00:00 "$started"; row 2 bug 05T08:00:00 "$started"; row 3 task 01T08:30:00; row 4 task 21T08:00:00 "$started"; } > old.jsonl
  > bd import old.jsonl > /dev/null
  $ bd cycle-time --period 2025-01
  Lead time, from filing to closing
          issues    mean     p50     p85     p95     max
  in all       4   6.4 d  36.0 h  20.0 d  20.0 d  20.0 d
  
  Cycle time, from starting to closing
          issues    mean     p50     p85     p95     max
  in all       3   7.5 d   3.0 d  19.0 d  19.0 d  19.0 d
  
  1 of 4 closed issues have no start on record, and so no cycle time.
  $ bd cycle-time --period 2025-01 --by type
  Lead time, from filing to closing
          issues    mean     p50     p85     p95     max
  bug          2   2.8 d  36.0 h   4.0 d   4.0 d   4.0 d
  task         2  10.0 d  30 min  20.0 d  20.0 d  20.0 d
  in all       4   6.4 d  36.0 h  20.0 d  20.0 d  20.0 d
  
  Cycle time, from starting to closing
          issues    mean     p50     p85     p95     max
  bug          2  42.0 h  12.0 h   3.0 d   3.0 d   3.0 d
  task         1  19.0 d  19.0 d  19.0 d  19.0 d  19.0 d
  in all       3   7.5 d   3.0 d  19.0 d  19.0 d  19.0 d
  
  1 of 4 closed issues have no start on record, and so no cycle time.
  $ bd cycle-time --since 2025-01-01 --until 2025-01-12 --by week
  Lead time, from filing to closing
            issues    mean     p50     p85     p95     max
  2025-W01       3  44.2 h  36.0 h   4.0 d   4.0 d   4.0 d
  in all         3  44.2 h  36.0 h   4.0 d   4.0 d   4.0 d
  
  Cycle time, from starting to closing
            issues    mean     p50     p85     p95     max
  2025-W01       2  42.0 h  12.0 h   3.0 d   3.0 d   3.0 d
  in all         2  42.0 h  12.0 h   3.0 d   3.0 d   3.0 d
  
  1 of 3 closed issues have no start on record, and so no cycle time.
  $ bd cycle-time --period 2025-01 -t bug --json
  {"since": "TIME", "until": "TIME", "total": {"closed": 2, "lead_seconds": {"count": 2, "mean": 237600.0, "p50": 129600.0, "p85": 345600.0, "p95": 345600.0, "max": 345600.0}, "cycle_seconds": {"count": 2, "mean": 151200.0, "p50": 43200.0, "p85": 259200.0, "p95": 259200.0, "max": 259200.0}, "not_started": 0, "disordered": 0}}
  $ bd cycle-time --period 2025-01 --by type --json
  {"by": "type", "since": "TIME", "until": "TIME", "groups": [{"group": "bug", "closed": 2, "lead_seconds": {"count": 2, "mean": 237600.0, "p50": 129600.0, "p85": 345600.0, "p95": 345600.0, "max": 345600.0}, "cycle_seconds": {"count": 2, "mean": 151200.0, "p50": 43200.0, "p85": 259200.0, "p95": 259200.0, "max": 259200.0}, "not_started": 0, "disordered": 0}, {"group": "task", "closed": 2, "lead_seconds": {"count": 2, "mean": 864900.0, "p50": 1800.0, "p85": 1728000.0, "p95": 1728000.0, "max": 1728000.0}, "cycle_seconds": {"count": 1, "mean": 1641600.0, "p50": 1641600.0, "p85": 1641600.0, "p95": 1641600.0, "max": 1641600.0}, "not_started": 1, "disordered": 0}], "total": {"closed": 4, "lead_seconds": {"count": 4, "mean": 551250.0, "p50": 129600.0, "p85": 1728000.0, "p95": 1728000.0, "max": 1728000.0}, "cycle_seconds": {"count": 3, "mean": 648000.0, "p50": 259200.0, "p85": 1641600.0, "p95": 1641600.0, "max": 1641600.0}, "not_started": 1, "disordered": 0}}

  $ bd cycle-time --period 2001
  Lead time, from filing to closing
          issues    mean     p50     p85     p95     max
  in all       0
  
  Cycle time, from starting to closing
          issues    mean     p50     p85     p95     max
  in all       0
  $ bd cycle-time --period 2001 --by type --json
  {"by": "type", "since": "TIME", "until": "TIME", "groups": [], "total": {"closed": 0, "lead_seconds": {"count": 0}, "cycle_seconds": {"count": 0}, "not_started": 0, "disordered": 0}}

A closing before the filing, as imports bring some, is told and left out.

  $ row() { echo "{\"id\":\"demo-$1\",\"title\":\"Issue $1\",\"status\":\"closed\",\"issue_type\":\"task\",\"priority\":2,\"created_at\":\"2025-01-01T08:00:00Z\",\"closed_at\":\"2025-01-01T07:00:00Z\",\"updated_at\":\"2025-02-01T00:00:00Z\"}"; }
  > row 6 > odd.jsonl; bd import odd.jsonl > /dev/null
  $ bd cycle-time --period 2025-01
  Lead time, from filing to closing
          issues    mean     p50     p85     p95     max
  in all       4   6.4 d  36.0 h  20.0 d  20.0 d  20.0 d
  
  Cycle time, from starting to closing
          issues    mean     p50     p85     p95     max
  in all       3   7.5 d   3.0 d  19.0 d  19.0 d  19.0 d
  
  2 of 5 closed issues have no start on record, and so no cycle time.
  1 came in closed before it was filed or started: that time is left out.

  $ bd cycle-time --by colour
  Error: --by cannot be "colour": it is day, week, month, label, actor, type or assignee
  Hint: bd cycle-time --help
  [2]
  $ bd cycle-time --limit 3
  Error: --limit does not apply to these numbers
  Hint: bd list, which sorts and limits
  [2]
  $ bd cycle-time --since soon
  Error: not a date: "soon"
  Hint: write +6h, 2w, tomorrow, "next monday" or 2026-02-01
  [2]
