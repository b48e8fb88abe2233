The worked example of docs/design/merging.md: one issue, edited on two branches. (main is BRANCH here, and worker is BRANCH-w; `sh worker.sh` runs bd on the worker's branch.)

  $ cat > worker.sh <<'.'
  > BD_BRANCH=$BD_BRANCH-w exec bd --actor worker "$@"
  > .
  $ bd create "Write the report" --id demo-1 -l draft -e 30 --notes "begun"
  Created demo-1: Write the report
  $ bd branch create -q $BD_BRANCH-w
  Made branch BRANCH-w from BRANCH, at HASH
  To work on it: export BD_BRANCH=BRANCH-w

Both edit it.

  $ bd update demo-1 --title "Write the short report" --add-label urgent -e 60 --append-notes "asked Bob"
  Updated demo-1: Write the short report
  $ sh worker.sh update demo-1 --claim --add-label data --remove-label draft -e 90 --append-notes "found the data"
  Claimed demo-1: Write the report
  $ sh worker.sh update demo-1 --title "Write the long report"
  Updated demo-1: Write the long report
  $ bd update demo-1 --priority 1
  Updated demo-1: Write the short report
  $ bd merge $BD_BRANCH-w
  Merged BRANCH-w into BRANCH: 0 taken, 1 merged, 1 left to a person
    demo-1 title: "Write the long report" stays, "Write the short report" goes
    demo-1 estimated_minutes is undecided:
      60 on BRANCH, 90 on BRANCH-w
    To decide: bd conflicts list
  $ bd show demo-1 | grep -v created
  ◐ demo-1  Write the long report
    P1 · task · in_progress · @worker
    estimate: 60 min
    labels: data, urgent
    Undecided: estimated_minutes is 60 on BRANCH (ours), 90 on BRANCH-w
      to decide: bd conflicts show demo-1
  
  Notes:
    begun
    asked Bob
    found the data
  
  $ bd conflicts resolve demo-1 --field estimated_minutes --take theirs
  Decided demo-1: estimated_minutes is 90

Two issues filed under one id.

  $ bd create "Book a room" --id demo-2
  Created demo-2: Book a room
  $ sh worker.sh create "Ask the speakers" --id demo-2
  Created demo-2: Ask the speakers
  $ sh worker.sh create "Write to Ann" --parent demo-2
  Created demo-2.1: Write to Ann
  $ bd merge $BD_BRANCH-w
  Merged BRANCH-w into BRANCH: 0 taken, 0 merged, 2 renamed
    demo-2 of BRANCH-w is demo-ID now: BRANCH has another
    demo-2.1 of BRANCH-w is demo-ID.1 now: as a part of what is called otherwise
  $ bd list
  ◐ demo-1       P1 task Write the long report @worker
  ○ demo-ID.1 P2 task Write to Ann
  ○ demo-ID   P2 task Ask the speakers
  ○ demo-2       P2 task Book a room
