A worker's branch says what main has changed since it was made, and takes it in.

  $ cd code/widget && bd init -q --prefix web
  Made .beads, database web: ids are web-…
  Next: bd create "what is to be done"
  $ bd create "Write the report" --id web-1 --silent && bd create "Collect" --id web-2 --silent
  web-1
  web-2
  $ bd branch create worker
  Made branch worker from main, at HASH
  To work on it: export BD_BRANCH=worker
  $ BD_BRANCH=worker bd show web-1
  ○ web-1  Write the report
    P2 · task · open
    created just now by Test Person, updated just now
  
  $ bd update web-1 -p 0 && bd comment web-1 "by noon" > /dev/null
  Updated web-1: Write the report
  $ bd delete web-2 > /dev/null && bd create "Draw" --id web-3 --silent
  web-3
  $ BD_BRANCH=worker bd show web-1
  ○ web-1  Write the report
    P2 · task · open
    created just now by Test Person, updated just now
  
  On main web-1 was changed (priority, comments) since: bd branch refresh
  $ BD_BRANCH=worker bd show web-1 --json | grep -o '"changed_on_main.*]'
  "changed_on_main": ["priority", "comments"]}]
  $ BD_BRANCH=worker bd show web-1 --json --as-of main | grep -c changed_on_main
  0
  [1]
  $ BD_BRANCH=worker bd show web-2 --short
  ○ web-2 P2 task Collect
  $ BD_BRANCH=worker bd ready
  ○ web-2 P2 task Collect
  ○ web-1 P2 task Write the report
  main has changed 2 issues since: bd branch refresh
  $ BD_BRANCH=worker bd ready --json | grep -c web-
  2
  $ BD_BRANCH=worker bd create "Part" --parent web-1 --silent
  web-1.1
  $ bd create "Part" --parent web-1 --silent
  web-1.2
  $ BD_BRANCH=worker bd branch refresh --preview
  Would merge main into worker: 4 taken, 0 merged
  $ BD_BRANCH=worker bd branch refresh
  Merged main into worker: 4 taken, 0 merged
  $ BD_BRANCH=worker bd branch refresh --json
  {"branch": "main", "into": "worker", "base": "HASH", "dry_run": false, "up_to_date": true, "taken": 0, "merged": 0, "renamed": 0, "restored": 0, "kept": 0, "open": [], "rows": [], "dangling": [], "cycles": []}
  $ BD_BRANCH=worker bd ready
  ○ web-1   P0 task Write the report
  ○ web-1.2 P2 task Part
  ○ web-1.1 P2 task Part
  ○ web-3   P2 task Draw
  ○ web-2   P2 task Collect
  $ bd branch refresh
  Error: main is in use here, and is never behind itself
  Hint: bd branch list
  [2]
