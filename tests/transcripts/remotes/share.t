Two people share one tracker through their git repository.

  $ git init -q --bare origin.git && git -C code/widget push -q ~/origin.git main
  $ git -C origin.git symbolic-ref HEAD refs/heads/main
  $ cd code/widget && bd init && bd create "Shared" --id widget-1
  Made .beads, database widget: ids are widget-…
  Next: bd create "what is to be done"
  Created widget-1: Shared
  $ bd dolt remote
  No remote: bd dolt remote add origin URL
  $ bd dolt pull
  Error: no remote "origin"
  Hint: bd dolt remote add origin URL
  [1]
  $ bd dolt remote add origin ~/origin.git
  Added the remote origin: git+file://HOME/origin.git
  Next: bd dolt push origin
  $ bd dolt remote list
  origin  git+file://HOME/origin.git  -
  $ bd dolt pull
  Error: origin (git+file://HOME/origin.git) holds no tracker yet
  Hint: bd dolt push
  [1]
  $ bd dolt push
  Pushed main to origin (git+file://HOME/origin.git)
    here    HASH
    origin  HASH
  $ bd dolt push
  Nothing new for origin (git+file://HOME/origin.git)
    here    HASH
    origin  HASH
  $ bd dolt push --json
  {"remote": "origin", "url": "git+file://HOME/origin.git", "branch": "main", "pushed": false, "before": "HASH", "local": "HASH", "remote_head": "HASH", "tries": 1, "merged": []}

The second person works in another clone.

  $ cd ~ && git clone -q origin.git second && cd second
  $ bd init --from-remote ~/nowhere.git
  Error: git+file://HOME/nowhere.git could not be fetched: fatal: 'HOME/nowhere.git' does not appear to be a git repository
  Hint: bd dolt logs
  [1]
  $ bd init
  Made .beads, database second: ids are widget-…
  Fetched 6 commits, 1 issue; the newest change is of TIME: bd: create widget-1: Shared
  Next: bd ready
  git's origin holds a tracker of this project, which is fetched: git+file://HOME/origin.git
  $ bd create "From the second" --id widget-2
  Created widget-2: From the second
  $ bd update widget-1 --title "Shared by two"
  Updated widget-1: Shared by two
  $ bd dolt push
  Pushed main to origin (git+file://HOME/origin.git)
    here    HASH
    origin  HASH
  $ cd ~/code/widget
  $ bd update widget-1 --priority 0
  Updated widget-1: Shared
  $ bd dolt push --no-merge
  Error: origin (git+file://HOME/origin.git) has commits that are not here; nothing was pushed
  Hint: bd dolt pull
  [4]
  $ bd dolt fetch
  origin/main has 2 commits that are not here: bd dolt pull
  $ bd dolt push
  Merged origin/main into main: 1 taken, 1 merged
  Pushed main to origin (git+file://HOME/origin.git)
    here    HASH
    origin  HASH
  $ bd show widget-1
  ○ widget-1  Shared by two
    P0 · task · open
    created just now by Test Person, updated just now
  
  $ bd dolt fetch --json
  {"remote": "origin", "url": "git+file://HOME/origin.git", "local": "HASH", "remote_head": "HASH", "behind": 0, "ahead": 0}
  $ cd ~/second && bd dolt pull && bd dolt pull
  Pulled 2 commits from origin (git+file://HOME/origin.git)
  main is at HASH
  Nothing new on origin
  $ bd sync
  Nothing new on origin
  Nothing new for origin (git+file://HOME/origin.git)
    here    HASH
    origin  HASH
  $ bd sync --json
  {"pulled": {"remote": "origin", "url": "git+file://HOME/origin.git", "before": "HASH", "after": "HASH", "remote_head": "HASH", "fetched": 0, "merge": null}, "pushed": {"remote": "origin", "url": "git+file://HOME/origin.git", "branch": "main", "pushed": false, "before": "HASH", "local": "HASH", "remote_head": "HASH", "tries": 1, "merged": []}}
  $ bd sync --flush-only
  Nothing new for origin (git+file://HOME/origin.git)
    here    HASH
    origin  HASH

What cannot be done is said.

  $ bd dolt push nowhere
  Error: no remote "nowhere"
  Hint: bd dolt remote list
  [1]
  $ git init -q --bare ~/empty.git && bd dolt remote add empty ~/empty.git
  Added the remote empty: git+file://HOME/empty.git
  Next: bd dolt push empty
  $ bd dolt push empty
  Error: empty (git+file://HOME/empty.git) is a git repository without a branch: it needs a first commit
  Hint: git push origin HEAD   (any branch will do), then bd dolt push
  [1]
  $ bd dolt remote add empty ~/empty.git
  Error: there is a remote "empty" already
  Hint: bd dolt remote list
  [1]
  $ bd dolt remote add main ~/empty.git
  Error: "main" is reserved: a remote cannot be called so
  Hint: bd dolt remote add origin URL
  [2]
  $ bd dolt remote add -- --upload-pack=x ~/empty.git
  Error: not a name of a remote: "--upload-pack=x" (letters, digits, - and _; at most 64)
  Hint: bd dolt remote add origin URL
  [2]
  $ bd dolt remote remove empty
  Removed the remote empty: git+file://HOME/empty.git
  $ bd dolt remote rm empty
  Error: no remote "empty"
  Hint: bd dolt remote list
  [1]
  $ bd dolt push --readonly
  Error: nothing is written in --readonly mode
  Hint: the same command without --readonly
  [1]
  $ BD_BRANCH=other bd dolt pull
  Error: a pull merges into main, and the branch in use is other
  Hint: BD_BRANCH=main bd dolt pull
  [2]

A tracker is cloned whole, also where its database was lost.

  $ bd dolt clone ~/origin.git
  Error: HOME/second/.beads is a workspace with a tracker already; nothing was fetched
  Hint: bd dolt pull
  [11]
  $ cd ~ && bd dolt clone ./origin.git third
  Cloned into third/.beads, database third: ids are widget-…
  Fetched 10 commits, 2 issues; the newest change is of TIME: bd: merge origin/main: 1 taken, 1 merged
  Next: bd ready
  $ bd dolt clone ./origin.git fourth --json
  {"path": "HOME/fourth/.beads", "database": "fourth", "prefix": "widget", "project_id": "UUID", "fetched": {"commits": 10, "issues": 2, "commit": "HASH", "at": "TIME", "author": "Test Person", "message": "bd: merge origin/main: 1 taken, 1 merged"}}
  $ bd dolt clone ./empty.git fifth
  Error: the remote (git+file://HOME/empty.git) is a git repository without a branch: it needs a first commit
  Hint: git push origin HEAD   (any branch will do), then bd dolt push
  [1]
  $ git clone -q origin.git sixth && cp -r second/.beads sixth/ && cd sixth
  $ sed -i 's/second/sixth/' .beads/metadata.json && bd list
  Error: the server at HOME/.beads/server/dolt.sock has no database sixth, which this workspace names; it is not created again, empty; its issues are in git's remote origin
  Hint: bd init
  [1]
  $ bd init
  Joined .beads, database sixth: ids are widget-…
  Fetched 10 commits, 2 issues; the newest change is of TIME: bd: merge origin/main: 1 taken, 1 merged
  Next: bd ready
  git's origin holds a tracker of this project, which is fetched: git+file://HOME/origin.git
  $ cd ~ && git clone -q origin.git apart && cd apart && bd init --no-join
  Made .beads, database apart: ids are apart-…
  Next: bd create "what is to be done"
  $ bd dolt remote add origin ~/origin.git && bd sync
  Added the remote origin: git+file://HOME/origin.git
  Next: bd dolt push origin
  Error: origin (git+file://HOME/origin.git) holds another tracker: its history and the one here have no commit in common, so neither can be merged into the other; nothing was changed
  Hint: bd dolt clone git+file://HOME/origin.git   in another directory, then bd export here and bd import there
  [1]
