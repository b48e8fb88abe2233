An export has every field, and the issues in the order of their ids.

  $ bd create "Write the report" --id demo-1 -t epic -d "For the board" -l a,b
  Created demo-1: Write the report
  $ bd create "Collect the data" --id demo-2 --parent demo-1 -p 1
  Created demo-2: Collect the data
  $ bd create "Print it" --id demo-3 --deps demo-2
  Created demo-3: Print it
  $ bd comment demo-3 "On paper"
  Commented on demo-3
  $ bd close demo-2 -r "in data.csv"
  Closed demo-2: Collect the data
  $ bd export
  {"id": "demo-1", "title": "Write the report", "description": "For the board", "status": "open", "priority": 2, "issue_type": "epic", "owner": "test@example.org", "created_by": "Test Person", "created_at": "TIME", "updated_at": "TIME", "labels": ["a", "b"]}
  {"id": "demo-2", "title": "Collect the data", "status": "closed", "priority": 1, "issue_type": "task", "owner": "test@example.org", "created_by": "Test Person", "created_at": "TIME", "updated_at": "TIME", "closed_at": "TIME", "close_reason": "in data.csv", "parent": "demo-1", "dependencies": [{"issue_id": "demo-2", "depends_on_id": "demo-1", "type": "parent-child", "created_at": "TIME", "created_by": "Test Person"}]}
  {"id": "demo-3", "title": "Print it", "status": "open", "priority": 2, "issue_type": "task", "owner": "test@example.org", "created_by": "Test Person", "created_at": "TIME", "updated_at": "TIME", "dependencies": [{"issue_id": "demo-3", "depends_on_id": "demo-2", "type": "blocks", "created_at": "TIME", "created_by": "Test Person"}], "comments": [{"id": "UUID", "issue_id": "demo-3", "author": "Test Person", "text": "On paper", "created_at": "TIME"}]}
  $ bd export -o issues.jsonl
  Exported 3 issues to issues.jsonl
  $ ls -l issues.jsonl | cut -c1-10
  -rw-r--r--
  $ bd export | cmp - issues.jsonl
  $ bd export -o issues.jsonl --json
  {"exported": 3, "memories": 0, "file": "issues.jsonl"}
  $ ls -a | grep export-
  [1]

Filters choose, and take effect.

  $ bd export -s closed | grep -o '"id": "demo-[0-9]*"' | head -1
  "id": "demo-2"
  $ bd export --sort priority | grep -o '^{"id": "demo-[0-9]*"'
  {"id": "demo-2"
  {"id": "demo-3"
  {"id": "demo-1"
  $ bd export -r | grep -o '^{"id": "demo-[0-9]*"'
  {"id": "demo-3"
  {"id": "demo-2"
  {"id": "demo-1"
  $ bd export -l nothing
  $ bd export -p 9
  Error: not a priority: "9"
  Hint: 0 (most urgent) to 4, or P0 to P4
  [2]

What came in by an import goes out again, to the last digit.

  $ echo '{"id":"demo-9","title":"T","status":"open","priority":0,"issue_type":"task","created_at":"2025-11-02T21:58:07.295058123-08:00","updated_at":"2025-11-03T06:00:00Z","wisp":true,"comments":[{"id":7,"issue_id":"demo-9","author":"bob","text":"x","created_at":"2025-11-03T06:00:00Z"}]}' > nine.jsonl
  $ bd import nine.jsonl -q | head -2
  Imported nine.jsonl: 1 row
          1 created
  $ bd export --id demo-9 | sed 's/2025-11-02T21:58:07.295058123-08:00/AS-IT-CAME/'
  {"id": "demo-9", "title": "T", "status": "open", "priority": 0, "issue_type": "task", "created_at": "AS-IT-CAME", "updated_at": "TIME", "wisp": true, "comments": [{"id": 7, "issue_id": "demo-9", "author": "bob", "text": "x", "created_at": "TIME"}]}
  $ bd update demo-9 -p 1 --json | grep -c 295058123
  0
  [1]

Refused, and nothing half-written left behind.

  $ bd export -o no/such/directory.jsonl
  Error: no/such/directory.jsonl cannot be written: No such file or directory
  Hint: bd export -o FILE
  [1]
  $ bd export -o .
  Error: . cannot be written: Is a directory
  Hint: bd export -o FILE
  [1]
  $ bd export -o /dev/null
  Exported 4 issues to /dev/null
  $ ls -A | sort
  .beads
  issues.jsonl
  nine.jsonl

Memories follow the issues, unless a filter chooses issues.

  $ bd remember --key release "On Tuesdays"
  Remembered: release
  $ bd export -o all.jsonl
  Exported 4 issues and 1 memory to all.jsonl
  $ tail -1 all.jsonl
  {"_type": "memory", "key": "release", "value": "On Tuesdays", "updated_at": "TIME"}
  $ bd export -o all.jsonl --no-memories
  Exported 4 issues to all.jsonl
  $ bd export -s closed | grep -c memory
  0
  [1]
