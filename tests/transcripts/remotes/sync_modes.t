The sync mode says how copies of a tracker are kept.

  $ git init -q --bare origin.git && git -C code/widget push -q ~/origin.git main
  $ cd code/widget && git remote add origin ~/origin.git && bd init
  Made .beads, database widget: ids are widget-…
  Next: bd create "what is to be done"
  $ bd create "Shared" --id widget-1
  Created widget-1: Shared
  $ bd dolt push
  Error: no remote "origin"
  Hint: bd dolt remote add origin HOME/origin.git
  [1]

In the mode git-portable git's own origin is the remote.

  $ bd config set sync.mode git-portable
  Set sync.mode to git-portable
  $ bd dolt push
  Pushed main to origin (git+file://HOME/origin.git)
    here    HASH
    origin  HASH
  $ bd dolt remote
  origin  git+file://HOME/origin.git  HASH
  $ bd hooks install
  Installed .git/hooks/pre-push
  $ bd hooks install
  .git/hooks/pre-push has it already
  $ bd create "Pushed with the code" --id widget-2
  Created widget-2: Pushed with the code
  $ git push -q origin main && git commit -q --allow-empty -m second && git push -q origin main
  $ bd dolt fetch
  origin/main has nothing new
  $ bd hooks remove --json
  {"hook": "HOME/code/widget/.git/hooks/pre-push", "removed": true}
  $ bd hooks remove
  .git/hooks/pre-push does not have it

A hook that is there already stays, and runs after ours.

  $ printf '#!/bin/sh\necho checked\n' > .git/hooks/pre-push && bd hooks install && bd hooks install
  Installed .git/hooks/pre-push
  .git/hooks/pre-push has it already
  $ grep -c beadwork .git/hooks/pre-push && tail -1 .git/hooks/pre-push
  2
  echo checked
  $ bd hooks remove && cat .git/hooks/pre-push
  Removed .git/hooks/pre-push
  #!/bin/sh
  echo checked
  $ printf '#!/usr/bin/python3\n' > .git/hooks/pre-push && bd hooks install
  Error: HOME/code/widget/.git/hooks/pre-push is no shell script, so nothing can be put before it
  Hint: ls -l HOME/code/widget/.git/hooks/pre-push   (call bd dolt push from it)
  [2]
  $ bd hooks install --readonly
  Error: hooks install writes, and --readonly is given
  Hint: the same command without --readonly
  [1]

Belt and suspenders: each push writes a snapshot, too. It is never read back by itself.

  $ bd config set sync.mode belt-and-suspenders
  Set sync.mode to belt-and-suspenders
  $ bd dolt push
  Nothing new for origin (git+file://HOME/origin.git)
    here    HASH
    origin  HASH
  The issues are in HOME/code/widget/.beads/snapshot.jsonl, too
  $ wc -l < .beads/snapshot.jsonl
  2
  $ BD_SYNC_MODE=both bd dolt push
  Error: BD_SYNC_MODE is "both"
  Hint: one of dolt-native, git-portable, belt-and-suspenders, realtime
  [2]
  $ bd config set sync.mode both
  Error: sync.mode cannot be "both"
  Hint: one of dolt-native, git-portable, belt-and-suspenders, realtime
  [1]

The remote is set like any setting, and is removed by an empty one.

  $ bd dolt set federation.remote ~/elsewhere.git
  federation.remote = git+file://HOME/elsewhere.git
  $ bd dolt remote
  origin  git+file://HOME/elsewhere.git  -
  $ bd dolt set federation.remote "ext::sh -c id"
  Error: 'ext::sh -c id' is no remote: it names a program that git would run
  Hint: a remote is one of https://HOST/PATH, http://…, ssh://…, git@HOST:PATH, git+https://…, git+ssh://…, git+file://…, file:///DIRECTORY, dolthub://ORG/REPO, s3://BUCKET/PATH, gs://BUCKET/PATH, or the path of a git repository: ./REPO.git
  [2]
  $ bd dolt set federation.remote ""
  federation.remote is no longer set
  $ bd dolt remote
  No remote: bd dolt remote add origin URL
  $ BD_SYNC_MODE=dolt-native BD_FEDERATION_REMOTE=~/origin.git bd sync
  Nothing new on origin
  Nothing new for origin (git+file://HOME/origin.git)
    here    HASH
    origin  HASH
