The issues of an export come in with their own times, in one commit, and what is unusual is named once.

  $ cat > issues.jsonl <<'END'
  > {"id":"demo-1","title":"Fix the login","status":"open","priority":1,"issue_type":"bug","created_at":"2025-11-02T21:58:07.295058-08:00","updated_at":"2025-11-03T10:00:00.123456789Z","labels":["web","auth"],"weight":7}
  > {"id":"demo-2","title":"Write the tests","status":"in_review","priority":2,"issue_type":"task","created_at":"2025-11-04T10:00:00Z","updated_at":"2025-11-04T10:00:00Z","dependencies":[{"issue_id":"demo-2","depends_on_id":"demo-1","type":"blocks","created_at":"2025-11-04T10:00:00Z","created_by":"alice"},{"issue_id":"demo-2","depends_on_id":"demo-9","type":"blocks","created_at":"2025-11-04T10:00:00Z"}],"comments":[{"id":1,"author":"bob","text":"On it","created_at":"2025-11-05T10:00:00Z"}]}
  > {"id":"demo-3.1","title":"Done long ago","status":"closed","priority":3,"issue_type":"quest","created_at":"2025-01-01T00:00:00Z","closed_at":"2025-01-02T00:00:00Z","close_reason":"shipped"}
  > {"id":"demo-4","title":"Deleted there","status":"tombstone","priority":2,"issue_type":"message","created_at":"2025-01-01T00:00:00Z","updated_at":"2025-01-02T00:00:00Z","deleted_at":"2025-01-02T00:00:00Z"}
  > END
  $ bd import issues.jsonl --dry-run
  Would import issues.jsonl: 4 rows
          4 created
          2 kept with a warning
  
  Kept, but unusual:
    1 issue with times finer than a microsecond: compared by the microsecond,
      exported as written (demo-1)
    1 issue with times of another zone: kept as the same instants in UTC
    2 issues with fields that bd has no use for: deleted_at, weight; kept, and in
      every export
    1 issue deleted where they come from (status tombstone): kept, shown by --all
      only (demo-4)
    1 issue with a status that this tracker does not know: in_review; kept
      (demo-2)
    1 issue of a type that this tracker does not know: quest; kept (demo-3.1)
    1 issue of types for machinery: message; kept, shown by --all or --type
    1 issue named as a part of an issue that is not there: demo-3; kept (demo-3.1)
    1 issue with a dependency on an issue that is not there: demo-9; kept, blocks
      nothing (demo-2)
  $ bd list --all
  No issues
  $ bd import issues.jsonl
  Imported issues.jsonl: 4 rows
          4 created
          2 kept with a warning
  
  Kept, but unusual:
    1 issue with times finer than a microsecond: compared by the microsecond,
      exported as written (demo-1)
    1 issue with times of another zone: kept as the same instants in UTC
    2 issues with fields that bd has no use for: deleted_at, weight; kept, and in
      every export
    1 issue deleted where they come from (status tombstone): kept, shown by --all
      only (demo-4)
    1 issue with a status that this tracker does not know: in_review; kept
      (demo-2)
    1 issue of a type that this tracker does not know: quest; kept (demo-3.1)
    1 issue of types for machinery: message; kept, shown by --all or --type
    1 issue named as a part of an issue that is not there: demo-3; kept (demo-3.1)
    1 issue with a dependency on an issue that is not there: demo-9; kept, blocks
      nothing (demo-2)
  $ bd show demo-1 --json | tr ',' '\n' | grep -E 'created_at|updated_at|labels|weight'
   "created_at": "TIME"
   "updated_at": "TIME"
   "labels": ["auth"
   "weight": 7
   "created_at": "TIME"
   "updated_at": "TIME"
  $ bd list --all
  ○ demo-1   P1 bug     Fix the login
  · demo-2   P2 task    Write the tests
  · demo-4   P2 message Deleted there
  ✓ demo-3.1 P3 quest   Done long ago

The same file again changes nothing.

  $ bd import issues.jsonl --json
  {"created": 0, "updated": 0, "unchanged": 4, "skipped": 0, "kept_with_warning": 2, "warnings": ["1 issue with times finer than a microsecond: compared by the microsecond, exported as written (demo-1)", "1 issue with times of another zone: kept as the same instants in UTC", "2 issues with fields that bd has no use for: deleted_at, weight; kept, and in every export", "1 issue deleted where they come from (status tombstone): kept, shown by --all only (demo-4)", "1 issue with a status that this tracker does not know: in_review; kept (demo-2)", "1 issue of a type that this tracker does not know: quest; kept (demo-3.1)", "1 issue of types for machinery: message; kept, shown by --all or --type", "1 issue named as a part of an issue that is not there: demo-3; kept (demo-3.1)", "1 issue with a dependency on an issue that is not there: demo-9; kept, blocks nothing (demo-2)"], "skipped_older": [], "bad_lines": []}
  $ bd log -n 1 --json | grep -c 'bd: import issues.jsonl: 4 created, 0 updated'
  1

A row that is older than the issue here is left out, unless it is forced in.

  $ bd update demo-1 --title "Fix the login page" --json | grep -o '"title": "[^"]*"'
  "title": "Fix the login page"
  $ bd import issues.jsonl -q | head -5
  Imported issues.jsonl: 4 rows
          0 created
          3 unchanged
          1 skipped
          2 kept with a warning
  $ bd show demo-1 --json | grep -o '"title": "Fix[^"]*"'
  "title": "Fix the login page"
  $ bd import issues.jsonl --force --json | grep -o '"updated": [0-9]*'
  "updated": 1
  $ bd show demo-1 --json | grep -o '"title": "Fix[^"]*"'
  "title": "Fix the login"

A newer row replaces fields and dependencies; comments are only added.

  $ sed -e 's/"updated_at":"2025-11-04T10:00:00Z"/"updated_at":"2026-02-01T00:00:00Z"/' -e 's/Write the tests/Write all tests/' -e 's/,{"issue_id":"demo-2","depends_on_id":"demo-9"[^}]*}//' -e 's/"comments":.*/"comments":[]}/' issues.jsonl > newer.jsonl
  $ bd import newer.jsonl | head -5
  Imported newer.jsonl: 4 rows
          0 created
          1 updated
          3 unchanged
          2 kept with a warning
  $ bd show demo-2
  · demo-2  Write all tests
    P2 · task · in_review
    created 2025-11-04 by unknown, updated 2026-02-01
  
  Depends on:
    ○ demo-1 (blocks) Fix the login
  
  Comments:
    bob, TIME
      On it
  

A row with the same time but other content stays as it is here, and is named.

  $ sed 's/Write all tests/Write no tests/' newer.jsonl | bd import - | sed -n '1,4p;/same updated_at/,/force/p'
  Imported standard input: 4 rows
          0 created
          4 unchanged
          2 kept with a warning
    1 issue with the same updated_at here but other content: kept as it is here;
      --force takes the file's (demo-2)
  $ bd show demo-2 --json | grep -o '"title": "Write[^"]*"'
  "title": "Write all tests"

A line that cannot be taken fails the whole import.

  $ cat > bad.jsonl <<'END'
  > {"id":"demo-5","title":"Good"}
  > {"id":"demo-6","title":"Cut o
  > {"title":"No id"}
  > 
  > {"id":"demo-7","title":"  "}
  > {"id":"demo-8","title":"High","priority":"high"}
  > {"id":"demo-9","title":"Nine","priority":9}
  > {"id":"demo-10","title":"Labels","labels":"a,b"}
  > {"id":"demo-11","title":"NUL","notes":"a\u0000b"}
  > {"id":"demo-12","title":"When","created_at":"yesterday"}
  > [1]
  > END
  $ bd import bad.jsonl
  Error: bad.jsonl:2: not JSON: Unterminated string starting at character 24 (likewise lines 3, 5, 6, 8, 9 and 2 more); nothing was written
  Hint: correct the file, or take the other lines: bd import bad.jsonl --skip-bad
  [1]
  $ bd import bad.jsonl --json
  {"error": "bad.jsonl:2: not JSON: Unterminated string starting at character 24 (likewise lines 3, 5, 6, 8, 9 and 2 more); nothing was written", "code": "import_refused", "hint": "correct the file, or take the other lines: bd import bad.jsonl --skip-bad"}
  [1]
  $ bd show demo-5
  Error: no issue found matching "demo-5"
  Hint: bd list --all
  [1]
  $ bd import bad.jsonl --skip-bad
  Imported bad.jsonl: 10 rows
          2 created
          8 skipped
          2 kept with a warning
  Left out, line 2: not JSON: Unterminated string starting at character 24
  Left out, line 3: no id
  Left out, line 5: no title
  Left out, line 6: priority is "high", neither 0 to 4 nor P0 to P4
  Left out, line 8: labels is "a,b", not a list
  Left out, line 9: the notes holds a NUL byte
  Left out, line 10: created_at is "yesterday", not an RFC 3339 time
  Left out, line 11: [1] is not an object
  
  Kept, but unusual:
    2 issues without a field that every issue has: taken as created_at now (2),
      issue_type task (2), status open (2), priority 2 (demo-5, demo-9)
    1 issue with a priority that is none of 0 to 4: taken 9 as 4 (demo-9)
  $ bd list -s open
  ○ demo-1 P1 bug  Fix the login
  ○ demo-5 P2 task Good
  ○ demo-9 P4 task Nine

What cannot be read at all.

  $ bd import nothing.jsonl
  Error: nothing.jsonl cannot be read: No such file or directory
  Hint: ls -l nothing.jsonl
  [1]
  $ bd import .
  Error: . is a directory, no regular file
  Hint: ls -lL .
  [1]
  $ bd import
  Error: FILE is missing
  Hint: bd import --help
  [2]
  $ printf '' | bd import -
  Imported standard input: 0 rows
          0 created
  $ bd --readonly import issues.jsonl
  Error: nothing is written in --readonly mode
  Hint: the same command without --readonly
  [1]
  $ bd list --json --all | bd import - --json | grep -o '"unchanged": [0-9]*'
  "unchanged": 6

A header is passed over, and a memory is remembered; the newer one wins.

  $ cat > memories.jsonl <<'END'
  > {"_schema":"beads-jsonl/1","_sort":"stable-v1"}
  > {"_type":"memory","key":"release","value":"On Tuesdays"}
  > {"_type":"issue","id":"demo-20","title":"Twenty","status":"open","priority":2,"issue_type":"task","created_at":"2026-01-01T00:00:00Z","updated_at":"2026-01-01T00:00:00Z"}
  > END
  $ bd import memories.jsonl
  Imported memories.jsonl: 1 row
          1 created
  Memories: 1 created
  $ bd memories
  release
    On Tuesdays
  $ sed 's/Tuesdays/Fridays/' memories.jsonl | bd import -
  Imported standard input: 1 row
          0 created
          1 unchanged
  Memories: 1 unchanged
  
  Kept, but unusual:
    1 memory with another value here, which is not older: kept as it is here;
      --force takes the file's (release)
  $ bd undo
  Undid: import memories.jsonl: 1 created, 0 updated, 1 remembered
    HASH  TIME  Test Person
  demo-20 goes: Twenty
  the memory release goes
  $ bd memories
  Nothing is remembered
  $ echo '{"_type":"wisp","key":"x"}' | bd import -
  Error: standard input:1: _type is "wisp", neither issue nor memory; nothing was written
  Hint: correct the file, or take the other lines: bd import - --skip-bad
  [1]

A backup of the Go program is a directory with a file for each table.

  $ mkdir -p saved
  $ echo '{"id":"demo-30","title":"Thirty","status":"open","priority":1,"issue_type":"task","created_at":"2026-01-01T00:00:00Z","updated_at":"2026-01-01T00:00:00Z","metadata":"{}","pinned":0,"waiters":""}' > saved/issues.jsonl
  $ echo '{"issue_id":"demo-30","label":"web"}' > saved/labels.jsonl
  $ printf '' > saved/dependencies.jsonl && echo '{"id":"1"}' > saved/events.jsonl
  $ bd import saved
  Imported saved: 1 row
          1 created
  rows of the table events: 1, left out
  $ bd list -l web
  ○ demo-30 P1 task Thirty
  ○ demo-1  P1 bug  Fix the login
  $ echo '{' > saved/labels.jsonl && bd import saved
  Error: saved/labels.jsonl: line 1: not JSON: Expecting property name enclosed in double quotes at character 2; nothing was written
  Hint: correct saved/labels.jsonl, with the program that made it
  [1]

A label with a comma is named in double quotes.

  $ echo '{"id":"demo-40","title":"Forty","labels":["a,b"],"status":"open","priority":1,"issue_type":"task","created_at":"2026-01-01T00:00:00Z","updated_at":"2026-01-01T00:00:00Z"}' | bd import -
  Imported standard input: 1 row
          1 created
  
  Kept, but unusual:
    1 issue with a label that commands take in double quotes: '"a,b"'; kept
      (demo-40)
  $ bd list -l '"a,b"'
  ○ demo-40 P1 task Forty
  $ bd label remove demo-40 '"a,b"'
  demo-40 no longer has the label a,b
  $ mkdir -p sub && echo '{}' > sub/bad.jsonl && bd import sub/bad.jsonl
  Error: sub/bad.jsonl:1: no id; nothing was written
  Hint: correct the file, or take the other lines: bd import sub/bad.jsonl --skip-bad
  [1]
