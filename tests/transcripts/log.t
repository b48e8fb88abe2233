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
  Showing 1, and there are more (--limit 0 for all)
  $ bd log --grep LOGIN
  HASH  TIME  Test Person
    bd: create demo-1: Fix the login
  $ operation=$(bd log -n 1 --json | sed 's/.*"operation": "\([0-9a-f]*\)".*/\1/')
  > bd log --grep $operation | head -1
  HASH  TIME  Bob
  Showing 1, and there are more (--limit 0 for all)
  $ bd log --json > before; bd close demo-1; bd log --json | diff before - && echo "nothing changed, no commit"
  Closed demo-1: Fix the login
  nothing changed, no commit
  $ bd log --grep "nothing like that"
  No commits
  $ bd log --grep "nothing like that" --json
  []
  $ bd log -n -1
  Error: a limit cannot be -1
  Hint: --limit 0 is all
  [2]
