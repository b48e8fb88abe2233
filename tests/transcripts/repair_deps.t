Edges to issues that do not exist are found, and removed on request.

  $ bd create "Login" --id demo-1
  Created demo-1: Login
  $ bd repair-deps
  data  3 ok
  3 checks: 3 ok
  $ bd repair-deps --fix --readonly
  Error: nothing is repaired in --readonly mode
  Hint: the same command without --readonly
  [1]
