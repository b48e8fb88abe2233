Who claims twice is told so; agents under one name would both think it theirs.

  $ bd create "Fix the login" --id demo-1 --silent
  demo-1
  $ bd claim demo-1
  Claimed demo-1: Fix the login
  $ bd claim demo-1
  Yours already: demo-1: Fix the login
  You are Test Person; agents that work side by side need a BEADS_ACTOR each
  $ bd update demo-1 --claim -p 1
  Yours already: demo-1: Fix the login
  You are Test Person; agents that work side by side need a BEADS_ACTOR each
  $ bd claim demo-1 --json | grep -o '"already": .*'
  "already": true}]
  $ bd claim demo-1 --actor bob
  Error: demo-1 is already claimed by Test Person
  Hint: bd ready --claim
  [4]
  $ bd unclaim demo-1
  Unclaimed demo-1: Fix the login
  $ bd unclaim demo-1
  Nobody had demo-1: Fix the login
  $ bd claim demo-1 --actor bob --json | grep -c already
  0
  [1]

Changing what somebody else has in progress is said, on standard error alone.

  $ bd update demo-1 -p 0
  Updated demo-1: Fix the login
  Warning: demo-1 is in_progress and assigned to bob, and you are Test Person
  $ bd assign demo-1 carol
  Assigned demo-1 to carol: Fix the login
  Warning: demo-1 is in_progress and assigned to bob, and you are Test Person
  $ bd update demo-1 --add-label ui --append-notes "seen on Safari too"
  Updated demo-1: Fix the login
  $ bd comment demo-1 "me too" | grep -c .
  1
  $ bd update demo-1 --title "Fix it" --json 2>/dev/null | grep -o '"title": "[^"]*"'
  "title": "Fix it"
  $ bd close demo-1 --actor carol
  Closed demo-1: Fix it

Or it is refused.

  $ bd config set claim.guard strict
  Error: claim.guard cannot be "strict"
  Hint: one of warn, refuse, off
  [1]
  $ bd config set claim.guard refuse
  Set claim.guard to refuse
  $ bd create "Print the badges" --id demo-2 --silent
  demo-2
  $ bd claim demo-2 --actor dave
  Claimed demo-2: Print the badges
  $ bd update demo-2 -p 3
  Error: demo-2 is in_progress and assigned to dave
  Hint: ask dave, or add --force
  [4]
  $ bd update demo-2 -p 3 --json
  {"error": "demo-2 is in_progress and assigned to dave", "code": "already_claimed", "hint": "ask dave, or add --force"}
  [4]
  $ bd assign demo-2 erin
  Error: demo-2 is in_progress and assigned to dave
  Hint: ask dave, or add --force
  [4]
  $ bd close demo-2
  Error: demo-2 is in_progress and assigned to dave
  Hint: ask dave, or add --force
  [4]
  $ bd defer demo-2
  Error: demo-2 is in_progress and assigned to dave
  Hint: ask dave, or add --force
  [4]
  $ bd unclaim demo-2
  Error: demo-2 is in_progress and assigned to dave
  Hint: ask dave, or add --force
  [4]
  $ bd duplicate demo-2 --of demo-1
  Error: demo-2 is in_progress and assigned to dave
  Hint: ask dave, or add --force
  [4]
  $ printf '{"op":"close","id":"demo-2"}\n' | bd batch -
  Error: standard input:1: demo-2 is in_progress and assigned to dave
  Hint: ask dave, or add --force
  [4]
  $ bd update demo-2 --add-label badges
  Updated demo-2: Print the badges
  $ bd assign demo-2 erin --force
  Assigned demo-2 to erin: Print the badges
  Warning: demo-2 is in_progress and assigned to dave, and you are Test Person
  $ bd update demo-2 -p 3 --actor erin
  Updated demo-2: Print the badges
  $ bd unclaim demo-2 --force
  Unclaimed demo-2: Print the badges
  Warning: demo-2 is in_progress and assigned to erin, and you are Test Person
  $ bd assign demo-2 erin
  Assigned demo-2 to erin: Print the badges
  $ bd assign demo-2 ""
  Assigned demo-2 to nobody: Print the badges

Or unsaid.

  $ bd config set claim.guard off
  Set claim.guard to off
  $ bd claim demo-2 --actor dave
  Claimed demo-2: Print the badges
  $ bd close demo-2
  Closed demo-2: Print the badges
  $ bd unclaim demo-2
  Error: demo-2 is closed
  Hint: bd show demo-2
  [1]
