Each write is one commit, and its author is who did it.

  $ bd create "Fix the login" --id demo-1
  Created demo-1: Fix the login
  $ bd create "Write the manual" --id demo-2 --actor Alice
  Created demo-2: Write the manual
  $ bd close demo-1 demo-2 -r "done
  > with two lines" --actor Bob
  Closed demo-1: Fix the login
  Closed demo-2: Write the manual
  $ bd log -n 3
  HASH  TIME  Bob
    bd: close demo-1: done with two lines
    bd: close demo-2: done with two lines
  HASH  TIME  Alice
    bd: create demo-2: Write the manual
  HASH  TIME  Test Person
    bd: create demo-1: Fix the login
  Showing 3, and there are more (--limit 0 for all)
  $ bd log -n 1 --json | sed 's/"operation.*//'
  [{"commit": "HASH", "author": "Bob", "email": "test@example.org", "date": "TIME", "message": "bd: close demo-1: done with two lines\n\nbd: close demo-2: done with two lines", "issues": ["demo-1", "demo-2"],
  $ bd log --grep LOGIN
  HASH  TIME  Test Person
    bd: create demo-1: Fix the login
  $ bd log --oneline -q -n 3
  HASH bd: close demo-1: done with two lines
  HASH bd: create demo-2: Write the manual
  HASH bd: create demo-1: Fix the login
  $ bd log -q -n 1 --oneline | while read name words; do bd show demo-2 --as-of $name --short; done
  ✓ demo-2 P2 task Write the manual
  $ bd log -q -n 1 -v | sed 's/  .*//; 1q' | tr -d '\n' | wc -c
  32
  $ operation=$(bd log -n 1 --json | sed 's/.*"operation": "\([0-9a-f]*\)".*/\1/')
  > bd log --grep $operation | head -1
  HASH  TIME  Bob
  $ bd log --json > before; bd close demo-1; bd log --json | diff before - && echo "nothing changed, no commit"
  Closed already: demo-1: Fix the login
  nothing changed, no commit
  $ bd log --grep "nothing like that"
  No commits
  $ bd log --grep "nothing like that" --json
  []
  $ bd log -n -1
  Error: the limit cannot be -1
  Hint: --limit 0 shows all
  [2]

It can be asked for an issue, an author and a time.

  $ bd log --issue demo-2
  HASH  TIME  Bob
    bd: close demo-1: done with two lines
    bd: close demo-2: done with two lines
  HASH  TIME  Alice
    bd: create demo-2: Write the manual
  $ bd log --author BO -n 1 -q
  HASH  TIME  Bob
    bd: close demo-1: done with two lines
    bd: close demo-2: done with two lines
  $ bd log --author test@ -n 1 -q
  HASH  TIME  Bob
    bd: close demo-1: done with two lines
    bd: close demo-2: done with two lines
  $ bd log --since 1h --author Alice
  HASH  TIME  Alice
    bd: create demo-2: Write the manual
  $ bd log --until 2020-01-01
  No commits
  $ bd log --since never
  Error: not a date: "never"
  Hint: write +6h, 2w, tomorrow, "next monday" or 2026-02-01
  [2]
  $ bd log --issue demo-nope
  Error: no issue found matching "demo-nope"
  Hint: bd list --all
  [1]

What a message does not tell is taken from the differences.

  $ bd sql --write "UPDATE issues SET priority = 0"
  2 rows changed
  $ for n in $(seq 1 25); do echo "{\"id\": \"demo-i$n\", \"title\": \"Issue $n\"}"; done > many.jsonl
  $ bd import many.jsonl > said
  $ bd label add demo-1 well-known
  demo-1 has the label well-known
  $ bd log -n 3 -q
  HASH  TIME  Test Person
    bd: label add demo-1 well-known
  HASH  TIME  Test Person
    bd: import many.jsonl: 25 created, 0 updated
    touched demo-i1, demo-i10, demo-i11, demo-i12, demo-i13 and 20 more
  HASH  TIME  Test Person
    bd: sql: UPDATE issues SET priority = 0
    touched demo-1, demo-2
  $ bd log -n 1 --grep import --json | sed 's/"operation.*//'
  [{"commit": "HASH", "author": "Test Person", "email": "test@example.org", "date": "TIME", "message": "bd: import many.jsonl: 25 created, 0 updated", "issues": ["demo-i1", "demo-i10", "demo-i11", "demo-i12", "demo-i13", "demo-i14", "demo-i15", "demo-i16", "demo-i17", "demo-i18"], "more_issues": 15,
