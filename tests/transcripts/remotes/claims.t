A claim counts for other machines once the remote has it.

  $ git init -q --bare origin.git && git -C code/widget push -q ~/origin.git main
  $ git -C origin.git symbolic-ref HEAD refs/heads/main
  $ cd code/widget && bd init && bd create "Shared" --id widget-1 && bd create "Other" --id widget-2
  Made .beads, database widget: ids are widget-…
  Next: bd create "what is to be done"
  Created widget-1: Shared
  Created widget-2: Other
  $ bd dolt set federation.remote ~/origin.git && bd sync
  federation.remote = git+file://HOME/origin.git
  Pushed main to origin (git+file://HOME/origin.git)
    here    HASH
    origin  HASH
  $ git clone -q ~/origin.git ~/second && cd ~/second && bd init 2> /dev/null
  Made .beads, database second: ids are widget-…
  Fetched 7 commits, 2 issues; the newest change is of TIME: bd: create widget-2: Other
  Next: bd ready
  $ cd ~/code/widget && BEADS_ACTOR=alice bd update widget-1 --claim --confirm
  Claimed widget-1: Shared
  $ cd ~/second && BEADS_ACTOR=bob bd update widget-1 --claim --confirm -p 0
  Error: widget-1 is alice's: origin (git+file://HOME/origin.git) had that claim first; yours is undone, and your other edits stay
  Hint: bd ready --claim --confirm
  [4]
  $ bd show widget-1
  ◐ widget-1  Shared
    P0 · task · in_progress · @alice
    created just now by Test Person, updated just now
  
  $ BEADS_ACTOR=bob bd ready --claim --confirm
  Claimed widget-2: Other

Without --confirm two may claim one issue. After a merge both sides have one owner, and the other is
told.

  $ bd create "A third" --id widget-3 && bd sync --quiet > /dev/null
  Created widget-3: A third
  $ cd ~/code/widget && bd sync > /dev/null && BEADS_ACTOR=alice bd claim widget-3
  Claimed widget-3: A third
  $ cd ~/second && BEADS_ACTOR=bob bd claim widget-3 && bd dolt push > /dev/null
  Claimed widget-3: A third
  $ cd ~/code/widget && BEADS_ACTOR=alice bd dolt pull
  Pulled 1 commit from origin (git+file://HOME/origin.git)
  Merged origin/main into main: 0 taken, 1 merged
    widget-3 assignee: "bob" stays, "alice" goes
    widget-3 started_at: TIME stays, TIME goes
  main is at HASH
  Warning: widget-3 is bob's: you both claimed it while apart; your claim is undone, and your other edits stay

A claim that cannot be pushed is undone.

  $ bd create "A fourth" --id widget-4 && mv ~/origin.git ~/elsewhere.git
  Created widget-4: A fourth
  $ bd claim widget-4 --confirm
  Error: origin (git+file://HOME/origin.git): there is no such repository, or it is hidden from you: fatal: 'HOME/origin.git' does not appear to be a git repository
  Hint: make the repository; or bd dolt remote remove origin, then bd dolt remote add origin URL
  [1]
  $ bd show widget-4
  ○ widget-4  A fourth
    P2 · task · open
    created just now by Test Person, updated just now
  
  $ bd update widget-4 --confirm
  Error: --confirm confirms a claim
  Hint: bd update ID --claim --confirm
  [2]
