Labels go on several issues at once, or on none.

  $ bd create "One" --id demo-1 -l backend --silent
  demo-1
  $ bd create "Two" --id demo-2 --silent
  demo-2
  $ bd label add demo-1 demo-2 backend
  demo-1 has the label backend already
  demo-2 has the label backend
  $ bd label add demo-1 "needs review,urgent" --json
  [{"status": "added", "issue_id": "demo-1", "label": "needs review", "commit": "HASH"},
   {"status": "added", "issue_id": "demo-1", "label": "urgent", "commit": "HASH"}]
  $ bd label list demo-1
  backend
  needs review
  urgent
  $ bd label list demo-1 --json
  ["backend",
   "needs review",
   "urgent"]
  $ bd label add demo-1 demo-nope lost
  Error: no issue found matching "demo-nope"
  Hint: bd list --all
  [1]
  $ bd label list-all
  2  backend
  1  needs review
  1  urgent
  $ bd label list-all --json
  [{"label": "backend", "count": 2},
   {"label": "needs review", "count": 1},
   {"label": "urgent", "count": 1}]
  $ bd label add demo-1
  Error: ID is missing
  Hint: bd label add --help
  [2]
  $ bd label add demo-1 ""
  Error: the label is empty
  Hint: bd label list-all
  [1]
  $ bd label list demo-nope
  Error: no issue found matching "demo-nope"
  Hint: bd list --all
  [1]

They come off the same way.

  $ bd label remove demo-1 demo-2 urgent
  demo-1 no longer has the label urgent
  demo-2 did not have the label urgent
  $ bd label rm demo-1 demo-2 backend --json
  [{"status": "removed", "issue_id": "demo-1", "label": "backend", "commit": "HASH"},
   {"status": "removed", "issue_id": "demo-2", "label": "backend", "commit": "HASH"}]
  $ bd label list demo-2
  demo-2 has no labels
  $ bd label list demo-2 --json
  []
  $ bd label remove demo-nope urgent
  Error: no issue found matching "demo-nope"
  Hint: bd list --all
  [1]
  $ bd label remove demo-1 "needs review"
  demo-1 no longer has the label needs review
  $ bd label list-all
  No labels
  $ bd label list-all --json
  []
