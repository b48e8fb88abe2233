BD_BRANCH makes every command work on that branch of the data; one that is not there is an error.

  $ bd create "Here" --id demo-1
  Created demo-1: Here
  $ bd list
  ○ demo-1 P2 task Here
  $ BD_BRANCH=main bd list
  No issues
  $ BD_BRANCH=nowhere bd list 2>&1 | grep -v Hint
  Error: no branch "nowhere" in shared_by_tests
  $ BD_BRANCH=nowhere bd create "There" 2>&1 | grep -v Hint
  Error: no branch "nowhere" in shared_by_tests
  $ bd where --json | grep -o '"branch": "[^"]*"'
  "branch": "BRANCH"

--readonly takes no lock and refuses to write.

  $ bd list --readonly
  ○ demo-1 P2 task Here
  $ bd --readonly create "Not filed"
  Error: nothing is written in --readonly mode
  Hint: the same command without --readonly
  [1]
  $ bd --readonly sql --write "DELETE FROM issues"
  Error: nothing is written in --readonly mode
  Hint: the same command without --readonly
  [1]
