A workspace that is in Dolt has nothing to migrate.

  $ bd migrate dolt
  This workspace is in Dolt already: database shared_by_tests
  $ bd migrate dolt --json
  {"migrated": false, "database": "shared_by_tests"}
  $ bd --readonly migrate dolt
  Error: migrate dolt writes, and --readonly is given
  Hint: the same command without --readonly
  [1]
  $ bd migrate dolt --from nothing.db
  Error: there is no HERE/nothing.db
  Hint: ls -A HERE/.beads
  [1]

What an older tracker left in a directory is shown first. (The migration itself is tested on servers of its own.)

  $ mkdir -p old/.beads && python3 - <<'END'
  > import sqlite3
  > with sqlite3.connect("old/.beads/beads.db") as tracker:
  >     tracker.executescript("""
  >         CREATE TABLE issues (id TEXT PRIMARY KEY, title TEXT, status TEXT, priority INTEGER, issue_type TEXT,
  >             created_at DATETIME, updated_at DATETIME, weight INTEGER);
  >         CREATE TABLE labels (issue_id TEXT, label TEXT);
  >         CREATE TABLE events (id INTEGER PRIMARY KEY, issue_id TEXT);
  >         INSERT INTO issues VALUES ('api-1', 'Fix the login', 'open', 1, 'bug', '2025-11-02 10:00:00', '2025-11-02 10:00:00', 7);
  >         INSERT INTO issues VALUES ('api-2', 'Write the tests', 'open', 2, 'task', '2025-11-02 10:00:00', '2025-11-02 10:00:00', 0);
  >         INSERT INTO labels VALUES ('api-1', 'web'), ('gone-1', 'web');
  >         INSERT INTO events VALUES (1, 'api-1');
  >     """)
  > END
  $ echo '{"database": "beads.db"}' > old/.beads/metadata.json
  $ bd -C old migrate dolt --dry-run
  old/.beads/beads.db (sqlite)
          2 issues
          0 dependencies
          1 label
          0 comments
    not taken, kept in the old file only: rows of the table events (1)
    not taken, kept in the old file only: labels of issues that are not there (1)
  Ids begin with api. Nothing was changed. Next: bd migrate dolt
  $ bd -C old migrate dolt --dry-run --json
  {"dry_run": true, "prefix": "api", "files": [{"path": "HERE/old/.beads/beads.db", "kind": "sqlite", "before": {"issues": 2, "dependencies": 0, "labels": 1, "comments": 0}, "left": [{"what": "rows of the table events", "count": 1}, {"what": "labels of issues that are not there", "count": 1}]}]}
  $ ls old/.beads
  beads.db
  metadata.json
  $ bd -C old migrate dolt --readonly
  Error: migrate dolt writes, and --readonly is given
  Hint: the same command without --readonly
  [1]

A row that cannot be taken fails the whole, before anything is made.

  $ python3 -c "import sqlite3; t = sqlite3.connect('old/.beads/beads.db'); t.execute('UPDATE issues SET title = NULL WHERE id = \'api-2\''); t.commit()"
  $ bd -C old migrate dolt
  Error: HERE/old/.beads/beads.db: the issue api-2: no title; nothing was written
  Hint: correct HERE/old/.beads/beads.db, with the program that made it
  [1]
  $ head -c 9000 old/.beads/beads.db > cut.db && mv cut.db old/.beads/beads.db
  $ bd -C old migrate dolt
  Error: HERE/old/.beads/beads.db is damaged: database disk image is malformed
  Hint: sqlite3 HERE/old/.beads/beads.db .recover
  [1]
  $ mkdir -p empty/.beads && bd -C empty migrate dolt
  Error: HERE/empty/.beads holds nothing of an older tracker
  Hint: bd init
  [1]
  $ echo '{"id": "api-1"}' > empty/.beads/issues.jsonl && bd -C empty migrate dolt
  Error: HERE/empty/.beads/issues.jsonl: line 1: no title; nothing was written
  Hint: correct HERE/empty/.beads/issues.jsonl, with the program that made it
  [1]
  $ ls -A empty/.beads
  issues.jsonl
