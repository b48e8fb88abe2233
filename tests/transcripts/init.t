Joining what is described already, and refusing what would hide data.

  $ bd init
  Joined .beads, database shared_by_tests: ids are demo-…
  Next: bd create "what is to be done"
  $ bd init --json
  {"path": "HERE/.beads", "database": "shared_by_tests", "prefix": "demo", "project_id": "UUID", "created": false}
  $ bd init -p "Not a prefix!"
  Joined .beads, database shared_by_tests: ids are demo-…
  Next: bd create "what is to be done"
  Warning: -p Not a prefix! is ignored: ids here begin with demo
  $ bd init --reinit-local
  Error: --reinit-local leaves the present issues behind (nothing is deleted); --destroy-token DESTROY-demo confirms it
  Hint: bd export -o issues.jsonl
  [12]
  $ bd init --readonly
  Error: init writes, and --readonly is given
  Hint: the same command without --readonly
  [1]
  $ mkdir -p old/.beads && echo '{}' > old/.beads/issues.jsonl
  $ bd -C old init
  Error: HERE/old/.beads holds data of another tracker (issues.jsonl) and no metadata.json
  Hint: bd init --from-jsonl old/.beads/issues.jsonl
  [11]
  $ bd -C old init --from-jsonl
  Error: old/.beads/issues.jsonl:1: no id; nothing was written
  Hint: correct old/.beads/issues.jsonl
  [1]
  $ bd -C old init --from-jsonl nothing.jsonl
  Error: nothing.jsonl cannot be read: No such file or directory
  Hint: ls -l nothing.jsonl
  [1]
  $ mkdir empty && bd -C empty init --from-remote
  Error: this project has no git remote origin to fetch from
  Hint: bd init --from-remote URL
  [2]
  $ bd -C empty init --from-jsonl
  Error: no issues.jsonl in HERE/empty/.beads
  Hint: bd init --from-jsonl FILE
  [1]
  $ bd -C empty init --database "a b"
  Error: --database names no usable database: "a b"
  Hint: letters, digits, _ and -
  [1]
  $ ls -A empty
  $ echo '{"database": "beads.db"}' > old/.beads/metadata.json
  $ bd -C old init
  Error: HERE/old/.beads/metadata.json is of a tracker stored in SQLite (beads.db), not on a Dolt server
  Hint: bd migrate dolt --dry-run
  [1]
  $ echo '{"backend": "dolt", "dolt_database": "not_there", "project_id": "x"}' > old/.beads/metadata.json
  $ bd -C old init 2>&1 | sed 's/[^ ]*.home.server/SERVER/'
  Error: the server at SERVER/dolt.sock has no database not_there, which this workspace names; it is not created again, empty; its issues are in .beads/issues.jsonl
  Hint: bd init --from-jsonl old/.beads/issues.jsonl
  $ bd -C old list 2>&1 | sed 's/[^ ]*.home.server/SERVER/'
  Error: the server at SERVER/dolt.sock has no database not_there, which this workspace names; it is not created again, empty; its issues are in .beads/issues.jsonl
  Hint: bd init --from-jsonl old/.beads/issues.jsonl
