A snapshot is one commit as one JSON document.

  $ bd create "Login" --id demo-1
  Created demo-1: Login
  $ bd create "Page" --id demo-2 --parent demo-1 --deps external:jira:OPS-7
  Created demo-2: Page
  Warning: external:jira:OPS-7 is in no tracker, so it blocks nothing: file an issue for it here, and let demo-2 wait for that
  $ bd snapshot | grep -o '"depends_on_id": "[^"]*", "type": "[^"]*"'
  "depends_on_id": "demo-1", "type": "parent-child"
  "depends_on_id": "external:jira:OPS-7", "type": "blocks"
  $ bd snapshot --as-of HEAD~1 | grep -c '"title"'
  1
  $ bd snapshot --as-of nope
  Error: no commit, branch, tag or date is called "nope"
  Hint: bd log, bd branch list, or a date like yesterday or 2026-02-01
  [1]
