Many changes, one commit; issues made by the file are named by their refs.

  $ cat > changes.jsonl <<'END'
  > # the release
  > {"op": "create", "id": "demo-1", "ref": "data", "title": "Collect the data", "priority": 1, "labels": ["data"]}
  > {"op": "create", "id": "demo-2", "ref": "report", "title": "Write the report", "deps": ["$data"], "due": "2026-12-01"}
  > {"op": "create", "ref": "part", "title": "The cover", "parent": "$report"}
  > {"op": "dep_add", "issue_id": "$part", "depends_on_id": "$data"}
  > {"op": "dep_remove", "issue_id": "$part", "depends_on_id": "$data"}
  > {"op": "update", "id": "$report", "assignee": "alice", "add_labels": ["board"], "set_metadata": {"pages": 12}}
  > {"op": "label_add", "ids": ["$data", "$report"], "labels": "q4"}
  > {"op": "comment", "id": "$data", "text": "From the archive"}
  > {"op": "claim", "id": "$data"}
  > {"op": "close", "id": "$data", "reason": "in data.csv"}
  > END
  $ bd batch changes.jsonl -m "Plan the release"
  create demo-1: Collect the data
  create demo-2: Write the report
  dep add demo-2 demo-1 (blocks)
  create demo-2.1: The cover
  dep add demo-2.1 demo-1 (blocks)
  dep remove demo-2.1 demo-1 (blocks)
  update demo-2: assignee, labels, metadata
  label add demo-1 q4
  label add demo-2 q4
  comment demo-1: From the archive
  claim demo-1 for Test Person
  close demo-1: in data.csv
  $ bd list --all
  ✓ demo-1   P1 task Collect the data @Test Person
  ○ demo-2   P2 task Write the report @alice
  ○ demo-2.1 P2 task The cover
  $ bd log -n 1 | sed -n 2p
    Plan the release
  Showing 1, and there are more (--limit 0 for all)
  $ echo '{"op": "reopen", "id": "demo-1"}' | bd batch - --json
  [[{"id": "demo-1", "title": "Collect the data", "status": "open", "priority": 1, "issue_type": "task", "assignee": "Test Person", "owner": "test@example.org", "created_by": "Test Person", "created_at": "TIME", "updated_at": "TIME", "started_at": "TIME", "labels": ["data", "q4"]}]]
  $ echo '{"op": "label_remove", "id": "demo-1", "labels": ["q4", "none"]}' | bd batch - --json
  [[{"status": "unchanged", "issue_id": "demo-1", "label": "none"}, {"status": "removed", "issue_id": "demo-1", "label": "q4"}]]

All or nothing, and the error names its line.

  $ printf '{"op": "create", "id": "demo-3", "title": "Never"}\n{"op": "close", "id": "demo-2"}\n' > bad.jsonl
  $ bd batch bad.jsonl
  Error: bad.jsonl:2: demo-2 is blocked by demo-1
  Hint: close those first, or `bd close demo-2 --force`
  [1]
  $ bd batch bad.jsonl --json
  {"error": "bad.jsonl:2: demo-2 is blocked by demo-1", "code": "blocked", "hint": "close those first, or `bd close demo-2 --force`"}
  [1]
  $ bd show demo-3
  Error: no issue found matching "demo-3"
  Hint: bd list --all
  [1]
  $ echo '{"op": "close", "id": "$nobody"}' | bd batch -
  Error: standard input:1: no line above makes an issue with the ref nobody
  Hint: bd batch --help
  [1]
  $ echo '{"op": "dance"}' | bd batch -
  Error: standard input:1: op is "dance", not one of create, update, close, reopen, claim, dep_add, dep_remove, comment, label_add, label_remove
  Hint: bd batch --help
  [1]
  $ echo '{"op": "close"}' | bd batch -
  Error: standard input:1: close without id
  Hint: bd batch --help
  [1]
  $ echo '{"op": "create", "title": "x", "colour": "red"}' | bd batch -
  Error: standard input:1: create takes no colour
  Hint: bd batch --help
  [1]
  $ echo '{"op": "create", "title": "x", "priority": 7}' | bd batch -
  Error: standard input:1: not a priority: "7"
  Hint: 0 (most urgent) to 4, or P0 to P4
  [2]
  $ echo '{"op": "create", "title": "x", "labels": 3}' | bd batch -
  Error: standard input:1: labels: 3 is not a list of texts
  Hint: bd batch --help
  [1]
  $ echo '{"op": "create", "title": "x", "due": "someday"}' | bd batch -
  Error: standard input:1: not a date: "someday"
  Hint: write +6h, 2w, tomorrow, "next monday" or 2026-02-01
  [1]
  $ printf '{"op": "create", "title": "x", "ref": "a"}\n{"op": "create", "title": "y", "ref": "a"}\n' | bd batch -
  Error: standard input:2: the ref a is taken by a line above
  Hint: bd batch --help
  [1]
  $ echo 'close demo-1' | bd batch -
  Error: standard input:1: not JSON: Expecting value at character 1
  Hint: bd batch --help
  [1]
  $ echo '[]' | bd batch -
  Error: standard input:1: [] is not an object
  Hint: bd batch --help
  [1]
  $ bd batch nothing.jsonl
  Error: nothing.jsonl cannot be read: No such file or directory
  Hint: ls -l nothing.jsonl
  [1]
  $ printf '' | bd batch -
  standard input holds no operation
  $ printf '' | bd batch - --json
  []
