The database answers SQL: one statement, which cannot write unless it is told to.

  $ bd create "Fix the login" --id demo-1 -l auth,web -p 1
  Created demo-1: Fix the login
  $ bd create "Write the manual" --id demo-2
  Created demo-2: Write the manual
  $ bd sql "SELECT id, title, priority, assignee FROM issues"
  id      title             priority  assignee
  ------  ----------------  --------  --------
  demo-1  Fix the login     1         NULL
  demo-2  Write the manual  2         NULL
  $ bd sql "SELECT id, priority, labels, created_at, assignee FROM issues;" --json
  [{"id": "demo-1", "priority": 1, "labels": ["auth", "web"], "created_at": "TIME", "assignee": null},
   {"id": "demo-2", "priority": 2, "labels": null, "created_at": "TIME", "assignee": null}]
  $ bd sql "SELECT COUNT(*) AS number, SUM(priority) AS total, AVG(priority) AS mean FROM issues" --json
  [{"number": 2, "total": 3.0, "mean": 1.5}]
  $ bd sql "SELECT i.id, k.id FROM issues i JOIN issues k ON i.id = k.id ORDER BY 1 LIMIT 1" --json
  [{"id": "demo-1", "id_2": "demo-1"}]
  $ bd sql "SELECT id FROM issues WHERE title LIKE '%login%'"
  id
  ------
  demo-1
  $ echo "SHOW TABLES" | bd sql -
  Tables_in_shared_by_tests/BRANCH
  -------------------------------------------
  comments
  compactions
  config
  conflicts
  dependencies
  issues
  local_operation
  memories
  metadata
  $ bd sql "SELECT id FROM issues WHERE id = 'nothing'"
  No rows
  $ bd sql "SELECT id FROM issues WHERE id = 'nothing'" --json
  []
  $ bd sql "SELECT id, title, status, priority, type, created_by, created_at FROM issues ORDER BY id"
          id: demo-1
       title: Fix the login
      status: open
    priority: 1
        type: task
  created_by: Test Person
  created_at: TIME
  
          id: demo-2
       title: Write the manual
      status: open
    priority: 2
        type: task
  created_by: Test Person
  created_at: TIME
  $ bd sql "EXPLAIN SELECT * FROM issues" --json | head -c 9
  [{"id": 1
  $ bd sql "WITH top AS (SELECT id FROM issues WHERE priority < 2) SELECT * FROM top"
  id
  ------
  demo-1

What changes rows is a commit like any other, and asked for by name.

  $ bd sql "UPDATE issues SET assignee = 'alice'"
  Error: the statement changes rows: it needs --write
  Hint: bd sql --help
  [2]
  $ bd sql --write "UPDATE issues SET assignee = 'alice 100%'" --actor Bob
  2 rows changed
  $ bd sql --write "UPDATE issues SET assignee = 'alice 100%'" --json
  {"rows_affected": 0}
  $ bd sql "SELECT committer, SUBSTRING_INDEX(message, '\n', 1) AS message FROM dolt_log LIMIT 1"
  committer  message
  ---------  --------------------------------------------------
  Bob        bd: sql: UPDATE issues SET assignee = 'alice 100%'
  $ bd sql --write "UPDATE issues SET assignee = 'bob'" --readonly
  Error: nothing is written in --readonly mode
  Hint: the same command without --readonly
  [1]
  $ bd sql "SELECT DISTINCT assignee FROM issues" --readonly
  assignee
  ----------
  alice 100%

Refused.

  $ bd sql "DROP TABLE issues" --write
  Error: bd sql reads rows or changes them; it does not do DROP
  Hint: bd sql --help
  [2]
  $ bd sql "CALL DOLT_RESET('--hard')" --write
  Error: bd sql reads rows or changes them; it does not do CALL
  Hint: bd sql --help
  [2]
  $ bd sql "SELECT 1; SELECT 2"
  Error: more than one statement
  Hint: one `bd sql` for each
  [2]
  $ bd sql ""
  Error: there is no statement
  Hint: bd sql "SELECT id, title FROM issues"
  [2]
  $ bd sql "SELECT nothing FROM issues"
  Error: the server answered 1105: column "nothing" could not be found in any table in scope
  Hint: bd doctor
  [1]
  $ bd sql "SELECT * FROM nowhere" --json
  {"error": "the server answered 1146: table not found: nowhere", "code": "failed", "hint": "bd doctor"}
  [1]
  $ bd sql "SELEC 1"
  Error: bd sql reads rows or changes them; it does not do SELEC
  Hint: bd sql --help
  [2]
  $ bd sql --write "INSERT INTO config VALUES ('issue_prefix', 'again')"
  Error: the server answered 1062: duplicate primary key given: [issue_prefix]
  Hint: bd doctor
  [1]
  $ bd sql --write "UPDATE issues SET nothing = 1"
  Error: the server answered 1105: column "nothing" could not be found in any table in scope
  Hint: bd doctor
  [1]
  $ bd sql --write "UPDATE metadata SET value = '99'"
  Error: bd sql --write changes issues, dependencies, comments, memories, config, conflicts, compactions, mail, channels; not metadata
  Hint: bd dolt sql
  [2]
  $ bd sql --write "DELETE FROM mysql.user"
  Error: bd sql --write changes one table of the tracker, named alone
  Hint: bd sql --write "UPDATE issues SET assignee = 'bob' WHERE assignee = 'alice'"
  [2]
  $ bd sql
  Error: QUERY is missing
  Hint: bd sql --help
  [2]
  $ bd count
  2
