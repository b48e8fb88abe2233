The remotes of a town: pushed, looked at, lost and cloned back.

  $ gt install --quiet > /dev/null && cd gt && gt rig add widget ~/code/widget --prefix wg
  Added widget in HOME/gt/widget/mayor/rig: ids are wg-…
  $ git init --quiet --bare ~/widget.git
  $ gt dolt push widget
  Error: widget has no remote
  Hint: gt dolt remote add widget URL
  [1]
  $ gt dolt remote add widget ~/widget.git
  widget has the remote git+file://HOME/widget.git
  the daemon pushes it with every heartbeat; at once: gt dolt push widget
  $ gt dolt remote list
  hq      -                                               no remote: gt dolt remote add hq URL
  widget  origin  git+file://HOME/widget.git  not pushed from here
  $ (cd widget && bd create "Pay the invoice" --id wg-1)
  Created wg-1: Pay the invoice
  $ gt dolt push widget
  Error: origin (git+file://HOME/widget.git) is a git repository without a branch: it needs a first commit
  Hint: git push origin HEAD   (any branch will do), then bd dolt push
  [1]
  $ git -C ~/code/widget push --quiet ~/widget.git HEAD:main
  $ gt dolt push widget | sed 's/at [0-9a-v]*$/at COMMIT/'
  widget  pushed to git+file://HOME/widget.git; both are at COMMIT
  $ gt dolt push
  widget  nothing new here
  $ gt dolt pull widget
  widget  nothing new there
  $ gt dolt remote add widget ~/other.git
  Error: widget has the remote git+file://HOME/widget.git already
  Hint: gt dolt remote add widget HOME/other.git --force
  [1]
  $ gt dolt clone ~/widget.git widget
  Error: the database widget is here already, and is not replaced
  Hint: gt dolt remote add widget HOME/widget.git, then: gt dolt pull widget
  [1]
  $ gt dolt remote add nosuch ~/widget.git
  Error: no rig "nosuch" in HOME/gt
  Hint: the rigs are: widget
  [1]
  $ gt dolt remote add widget 'ext::sh -c id' --force
  Error: 'ext::sh -c id' is no remote: it names a program that git would run
  Hint: a remote is one of https://HOST/PATH, http://…, ssh://…, git@HOST:PATH, git+https://…, git+ssh://…, git+file://…, file:///DIRECTORY, dolthub://ORG/REPO, s3://BUCKET/PATH, gs://BUCKET/PATH, or the path of a git repository: ./REPO.git
  [2]
  $ gt dolt stop && rm -r .dolt-data/widget && gt dolt start > /dev/null
  Stopped the server (pid PID)
  Warning: widget is not served: there is no HOME/gt/.dolt-data/widget
  $ gt dolt clone ~/widget.git widget
  Recovered widget from git+file://HOME/widget.git
    6 commits, 1 issue
    newest change: TIME by Test Person: bd: create wg-1: Pay the invoice
  What was written after that push is not in it
  $ (cd widget && bd list)
  ○ wg-1 P2 task Pay the invoice
  $ gt dolt remote remove widget
  widget has the remote git+file://HOME/widget.git no more; what is there stays
  $ gt dolt remote list
  hq      -    no remote: gt dolt remote add hq URL
  widget  -    no remote: gt dolt remote add widget URL
