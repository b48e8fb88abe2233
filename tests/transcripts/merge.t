A worker's branch comes back. (This file is on a branch already; so the worker's name begins with that.)

  $ bd create "Write the report" --id demo-1 -l draft
  Created demo-1: Write the report
  $ bd create "Collect the data" --id demo-2
  Created demo-2: Collect the data
  $ bd create "Book a room" --id demo-3
  Created demo-3: Book a room
  $ bd create "The conference" -t epic --id demo-e
  Created demo-e: The conference
  $ bd branch create -q $BD_BRANCH-w
  Made branch BRANCH-w from BRANCH, at HASH
  To work on it: export BD_BRANCH=BRANCH-w
  $ cat > worker.sh <<'.'
  > BD_BRANCH=$BD_BRANCH-w exec bd --actor worker "$@"
  > .
  $ sh worker.sh create "Ask the speakers" --id demo-4
  Created demo-4: Ask the speakers
  $ bd update demo-1 --title "Write the whole report" --add-label urgent
  Updated demo-1: Write the whole report
  $ sh worker.sh update demo-1 -p 1 --add-label data --remove-label draft
  Updated demo-1: Write the report
  $ bd merge $BD_BRANCH-w --preview
  Would merge BRANCH-w into BRANCH: 1 taken, 1 merged
  $ bd list
  ○ demo-e P2 epic The conference
  ○ demo-3 P2 task Book a room
  ○ demo-2 P2 task Collect the data
  ○ demo-1 P2 task Write the whole report
  $ bd merge $BD_BRANCH-w
  Merged BRANCH-w into BRANCH: 1 taken, 1 merged
  $ bd list
  ○ demo-1 P1 task Write the whole report
  ○ demo-4 P2 task Ask the speakers
  ○ demo-e P2 epic The conference
  ○ demo-3 P2 task Book a room
  ○ demo-2 P2 task Collect the data
  $ bd show demo-1 | grep labels
    labels: data, urgent
  $ bd log -n 1
  HASH  TIME  Test Person
    bd: merge BRANCH-w: 1 taken, 1 merged
    touched demo-1, demo-4
  Showing 1, and there are more (--limit 0 for all)
  $ bd merge $BD_BRANCH-w
  BRANCH has everything of BRANCH-w already
  $ bd merge $BD_BRANCH-w --preview
  BRANCH has everything of BRANCH-w already
  $ bd merge $BD_BRANCH-w --json
  {"branch": "BRANCH-w", "into": "BRANCH", "base": "HASH", "dry_run": false, "up_to_date": true, "taken": 0, "merged": 0, "renamed": 0, "restored": 0, "kept": 0, "open": [], "rows": [], "dangling": [], "cycles": []}

Both changed the same: what was set last wins, field by field, and what is lost by that is said. An estimate waits for a person.

  $ bd update demo-1 --title "Write the short report" -e 60
  Updated demo-1: Write the short report
  $ sh worker.sh update demo-1 --title "Write the long report" -e 90
  Updated demo-1: Write the long report
  $ bd close demo-2 -r "found it in the archive"
  Closed demo-2: Collect the data
  $ sh worker.sh close demo-2 -r "asked everybody"
  Closed demo-2: Collect the data
  $ bd update demo-1 -p 0
  Updated demo-1: Write the short report
  $ bd merge $BD_BRANCH-w --preview
  Would merge BRANCH-w into BRANCH: 0 taken, 2 merged, 1 left to a person
    demo-1 title: "Write the long repo… would stay, "Write the short rep… would go
    demo-2 close_reason: "asked everybody" would stay, "found it in the… would go
    demo-1 estimated_minutes would be undecided:
      60 on BRANCH, 90 on BRANCH-w
  $ bd merge $BD_BRANCH-w
  Merged BRANCH-w into BRANCH: 0 taken, 2 merged, 1 left to a person
    demo-1 title: "Write the long report" stays, "Write the short report" goes
    demo-2 close_reason: "asked everybody" stays, "found it in the arch… goes
    demo-1 estimated_minutes is undecided:
      60 on BRANCH, 90 on BRANCH-w
    To decide: bd conflicts list
  $ bd show demo-1 | grep -v created
  ○ demo-1  Write the long report
    P0 · task · open
    estimate: 60 min
    labels: data, urgent
    Undecided: estimated_minutes is 60 on BRANCH (ours), 90 on BRANCH-w
      to decide: bd conflicts show demo-1
  
  $ bd log -n 1
  HASH  TIME  Test Person
    bd: merge BRANCH-w: 0 taken, 2 merged, 1 left to a person
    bd: undecided demo-1: estimated_minutes
  Showing 1, and there are more (--limit 0 for all)
  $ bd conflicts resolve demo-1 --field estimated_minutes --take theirs
  Decided demo-1: estimated_minutes is 90

Or one side wins wherever both changed a field.

  $ sh worker.sh update demo-1 --title "Write it all"
  Updated demo-1: Write it all
  $ bd update demo-1 --title "Write nothing"
  Updated demo-1: Write nothing
  $ bd merge $BD_BRANCH-w --strategy theirs
  Merged BRANCH-w into BRANCH: 0 taken, 1 merged
    demo-1 title: "Write it all" stays, "Write nothing" goes
  $ bd merge $BD_BRANCH-w --strategy mine
  Error: --strategy cannot be "mine": it is newest, ours or theirs
  Hint: bd merge --help
  [2]

An edit beats a delete, and two issues that were born under one id are both kept.

  $ bd create "Invite the speakers" --parent demo-e
  Created demo-e.1: Invite the speakers
  $ sh worker.sh create "Print the badges" --parent demo-e --id demo-e.1
  Created demo-e.1: Print the badges
  $ sh worker.sh comment demo-e.1 "On paper, please"
  Commented on demo-e.1
  $ bd delete demo-3 --force -q | head -2
  Deleted:
  ○ demo-3 P2 task Book a room
  $ sh worker.sh update demo-3 --title "Book a large room"
  Updated demo-3: Book a large room
  $ bd merge $BD_BRANCH-w --json
  {"branch": "BRANCH-w", "into": "BRANCH", "commit": "HASH", "base": "HASH", "dry_run": false, "up_to_date": false, "taken": 1, "merged": 0, "renamed": 1, "restored": 1, "kept": 0, "open": [], "rows": [{"table": "issues", "id": "demo-3", "action": "restored"}, {"table": "issues", "id": "demo-e.NUMBER", "action": "renamed", "was": "demo-e.1", "of": "theirs"}, {"table": "comments", "key": ["demo-e.NUMBER", "UUID"], "action": "taken"}], "dangling": [], "cycles": []}
  $ bd list --flat
  ○ demo-1        P0 task Write it all
  ○ demo-e.NUMBER P2 task Print the badges
  ○ demo-e.1      P2 task Invite the speakers
  ○ demo-4        P2 task Ask the speakers
  ○ demo-e        P2 epic The conference
  ○ demo-3        P2 task Book a large room
  $ bd comments $(bd list --flat | grep -o 'demo-e\.[0-9]*[0-9][0-9]')
  worker, TIME  #COMMENT
    This was demo-e.1 where it was filed: a merge renamed it, since demo-e.1 is another issue.
  worker, TIME  #COMMENT
    On paper, please

What closes a cycle, or leads nowhere, is kept and said.

  $ bd branch create -q $BD_BRANCH-v
  Made branch BRANCH-v from BRANCH, at HASH
  To work on it: export BD_BRANCH=BRANCH-v
  $ bd dep add demo-1 demo-4
  demo-1 now depends on demo-4 (blocks)
  $ BD_BRANCH=$BD_BRANCH-v bd dep add demo-4 demo-1
  demo-4 now depends on demo-1 (blocks)
  $ BD_BRANCH=$BD_BRANCH-v bd create "Choose the chairs" --parent demo-3
  Created demo-3.1: Choose the chairs
  $ bd delete demo-3 --force -q | head -2
  Deleted:
  ○ demo-3 P2 task Book a large room
  $ bd merge $BD_BRANCH-v --preview --json 2>/dev/null
  {"branch": "BRANCH-v", "into": "BRANCH", "base": "HASH", "dry_run": true, "up_to_date": false, "taken": 2, "merged": 0, "renamed": 0, "restored": 0, "kept": 0, "open": [], "rows": [{"table": "issues", "id": "demo-3.1", "action": "taken"}, {"table": "dependencies", "key": ["demo-4", "demo-1", "blocks"], "action": "taken"}], "dangling": [{"issue_id": "demo-3.1", "depends_on_id": "demo-3", "type": "parent-child"}], "cycles": [["demo-1", "demo-4"]]}
  $ bd merge $BD_BRANCH-v
  Merged BRANCH-v into BRANCH: 2 taken, 0 merged
  Warning: demo-3.1 is a part of demo-3, which no longer exists
  Warning: these wait for each other now: demo-1 -> demo-4 -> demo-1; see `bd dep cycles`
  $ bd ready
  ○ demo-3.1      P2 task Choose the chairs
  ○ demo-e.NUMBER P2 task Print the badges
  ○ demo-e.1      P2 task Invite the speakers
  $ bd orphans
  ○ demo-3.1 P2 task Choose the chairs - no parent demo-3

Refusals.

  $ bd merge nope 2>&1 | sed "s/are: .*/are: …/"
  Error: no branch "nope"
  Hint: the branches are: …
  $ bd merge $BD_BRANCH
  Error: BRANCH is the branch in use here: it cannot be merged into itself
  Hint: bd branch list
  [1]
  $ bd merge $BD_BRANCH-w --readonly
  Error: nothing is written in --readonly mode
  Hint: the same command without --readonly
  [1]
  $ bd merge
  Error: BRANCH is missing
  Hint: bd merge --help
  [2]
  $ bd merge HEAD~1 2>&1 | sed "s/are: .*/are: …/"
  Error: HEAD~1 is a commit: only a branch can be merged
  Hint: bd branch create part 'HEAD~1'
  $ bd branch delete $BD_BRANCH-w | head -1
  Deleted branch BRANCH-w, which was at HASH
  $ bd branch delete $BD_BRANCH-v | head -1
  Deleted branch BRANCH-v, which was at HASH
