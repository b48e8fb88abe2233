A branch is a tracker of its own. (This file is on a branch already; so its names begin with that.)

  $ bd create "Write the report" --id demo-1
  Created demo-1: Write the report
  $ bd branch create $BD_BRANCH-w
  Made branch BRANCH-w from BRANCH, at HASH
  To work on it: export BD_BRANCH=BRANCH-w
  $ bd branch | grep -A1 $BD_BRANCH
  * BRANCH
      HASH  TIME  Test Person
    BRANCH-w
      HASH  TIME  Test Person
  $ BD_BRANCH=$BD_BRANCH-w bd create "Collect the data" --id demo-2
  Created demo-2: Collect the data
  $ BD_BRANCH=$BD_BRANCH-w bd close demo-1 -r "printed"
  Closed demo-1: Write the report
  $ bd create "Ask somebody" --id demo-3
  Created demo-3: Ask somebody
  $ bd list
  ○ demo-3 P2 task Ask somebody
  ○ demo-1 P2 task Write the report
  $ bd branch list | grep -A1 $BD_BRANCH
  * BRANCH
      HASH  TIME  Test Person
    BRANCH-w  2 ahead, 1 behind
      HASH  TIME  Test Person
  $ bd branch list --json | grep -o "{[^{]*$BD_BRANCH-w[^}]*}"
  {"name": "BRANCH-w", "current": false, "commit": "HASH", "author": "Test Person", "email": "test@example.org", "date": "TIME", "message": "bd: close demo-1: printed", "ahead": 2, "behind": 1}
  $ bd branch show $BD_BRANCH-w
    BRANCH-w  2 ahead of BRANCH, 1 behind
      HASH  TIME  Test Person
  
  Commits:
    HASH  bd: close demo-1: printed
    HASH  bd: create demo-2: Collect the data
  
  Issues:
    demo-1  changed  Write the report
    demo-2  created  Collect the data
  $ BD_BRANCH=$BD_BRANCH-w bd branch show | head -2
  * BRANCH-w  3 ahead of main
      HASH  TIME  Test Person
  $ bd branch show $BD_BRANCH-w --json
  {"name": "BRANCH-w", "current": false, "commit": "HASH", "author": "Test Person", "email": "test@example.org", "date": "TIME", "message": "bd: close demo-1: printed", "base": "BRANCH", "ahead": 2, "behind": 1, "commits": [{"commit": "HASH", "author": "Test Person", "email": "test@example.org", "date": "TIME", "message": "bd: close demo-1: printed"}, {"commit": "HASH", "author": "Test Person", "email": "test@example.org", "date": "TIME", "message": "bd: create demo-2: Collect the data"}], "issues": [{"id": "demo-1", "title": "Write the report", "change": "changed"}, {"id": "demo-2", "title": "Collect the data", "change": "created"}]}

It begins at what is committed anywhere, also long ago.

  $ bd branch create $BD_BRANCH-old HEAD~1
  Made branch BRANCH-old from HEAD~1, at HASH
  To work on it: export BD_BRANCH=BRANCH-old
  $ BD_BRANCH=$BD_BRANCH-old bd list --json | grep -o '"id": "[^"]*"'
  "id": "demo-1"
  $ bd branch create $BD_BRANCH-x main --json
  {"name": "BRANCH-x", "commit": "HASH", "source": "main", "use": "export BD_BRANCH=BRANCH-x"}
  $ bd branch delete $BD_BRANCH-x --json
  {"deleted": "BRANCH-x", "commit": "HASH", "discarded": 0, "restore": "bd branch create BRANCH-x HASH"}

What is deleted is on the branch in use, or brought back by what is printed.

  $ bd branch delete $BD_BRANCH-old
  Deleted branch BRANCH-old, which was at HASH
  $ bd branch delete $BD_BRANCH-w
  Error: the branch "BRANCH-w" has 2 commits that BRANCH does not have
  Hint: bd merge BRANCH-w
  [1]
  $ bd branch delete $BD_BRANCH-w --discard > said
  $ sed 's/-w-[0-9a-v]*$/-w-HASH/' said
  Deleted branch BRANCH-w, which was at HASH
  Discarded 2 commits, kept by the tag discarded/BRANCH-w-HASH
  To bring it back:
    bd branch create BRANCH-w HASH
  $ bd branch show $BD_BRANCH-w 2>&1 | head -1
  Error: no branch "BRANCH-w"
  $ tail -1 said | sh
  Made branch BRANCH-w from HASH, at HASH
  To work on it: export BD_BRANCH=BRANCH-w
  $ BD_BRANCH=$BD_BRANCH-w bd list --all 2>&1
  ○ demo-2 P2 task Collect the data
  ✓ demo-1 P2 task Write the report
  $ bd branch delete $BD_BRANCH-w --discard --json | sed 's/-w-[0-9a-v]*"/-w-HASH"/'
  {"deleted": "BRANCH-w", "commit": "HASH", "discarded": 2, "tag": "discarded/BRANCH-w-HASH", "restore": "bd branch create BRANCH-w HASH"}

Refused.

  $ bd branch delete main
  Error: main is never deleted
  Hint: bd branch list
  [1]
  $ bd branch delete $BD_BRANCH 2>&1
  Error: the branch "BRANCH" is in use here
  Hint: export BD_BRANCH=main
  [1]
  $ bd branch delete no-such 2>&1 | sed 's/are: .*/are: …/'
  Error: no branch "no-such"
  Hint: the branches are: …
  $ bd branch show no-such 2>&1 | sed 's/are: .*/are: …/'
  Error: no branch "no-such"
  Hint: the branches are: …
  $ bd branch create $BD_BRANCH
  Error: there is a branch "BRANCH" already
  Hint: bd branch show BRANCH
  [1]
  $ bd branch create MAIN
  Error: there is a branch "main" already
  Hint: bd branch show main
  [1]
  $ bd branch create HEAD
  Error: no branch can be called "HEAD": to Dolt that means something else
  Hint: bd branch create --help
  [1]
  $ bd branch create "two words"
  Error: no branch can be called "two words"
  Hint: letters, digits, - _ . and /, such as alice/bd-7
  [1]
  $ bd branch create a..b
  Error: no branch can be called "a..b"
  Hint: letters, digits, - _ . and /, such as alice/bd-7
  [1]
  $ bd branch create 0123456789abcdefghijklmnopqrstuv
  Error: no branch can be called "HASH": to Dolt that means something else
  Hint: bd branch create --help
  [1]
  $ bd branch create $(printf '%0101d' 0)
  Error: the name of a branch has 101 characters; at most 100 are allowed
  Hint: bd branch create --help
  [1]
  $ bd branch create $BD_BRANCH-y no-such
  Error: no commit, branch, tag or date is called "no-such"
  Hint: bd log, bd branch list, or a date like yesterday or 2026-02-01
  [1]
  $ bd branch create $BD_BRANCH-y 2001-01-01
  Error: the tracker did not exist at 2001-01-01 00:00 UTC
  Hint: bd log
  [1]
  $ bd branch create $BD_BRANCH-y --readonly
  Error: nothing is written in --readonly mode
  Hint: the same command without --readonly
  [1]
  $ bd branch delete $BD_BRANCH-y --readonly --json
  {"error": "nothing is written in --readonly mode", "code": "read_only", "hint": "the same command without --readonly"}
  [1]
  $ bd branch create
  Error: NAME is missing
  Hint: bd branch create --help
  [2]
  $ bd branch nonsense
  Error: no command "branch nonsense"
  Hint: bd --help
  [2]
