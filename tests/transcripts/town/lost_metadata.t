A `.beads/metadata.json` that is lost. First, git's clean takes the whole `.beads/` with it.

  $ cd code/widget && bd init
  Made .beads, database widget: ids are widget-…
  Next: bd create "what is to be done"
  $ bd create "Mend the bell" --id widget-1 && bd create "Oil the gate" --id widget-2
  Created widget-1: Mend the bell
  Created widget-2: Oil the gate
  $ git clean -xfdq
  $ bd list
  Error: no beadwork workspace in HOME/code/widget or above; the tracker widget was used in HOME/code/widget on DATE
  Hint: bd init --database widget
  [1]
  $ bd init
  Error: this directory has a tracker already, and no metadata.json: database widget, 2 issues, ids widget-…, last written TIME
  Hint: bd init --database widget --yes   (joins it; another name makes a new one)
  [11]
  $ bd init --database widget
  Error: the database widget is a tracker already: 2 issues, ids widget-…, last written TIME
  Hint: bd init --database widget --yes
  [12]
  $ bd init --database widget --yes
  Joined .beads, database widget: ids are widget-…
  Next: bd create "what is to be done"
  $ bd list
  ○ widget-2 P2 task Oil the gate
  ○ widget-1 P2 task Mend the bell

An older branch, from before the tracker, sees the tracker of the main branch.

  $ git add .beads && git commit -qm "The tracker" && git checkout -q -b older HEAD~1 && ls -A
  .git
  $ bd list
  ○ widget-2 P2 task Oil the gate
  ○ widget-1 P2 task Mend the bell
  $ bd create "Paint the fence" --id widget-3
  Created widget-3: Paint the fence
  $ bd init
  Joined .beads, database widget: ids are widget-…
  Next: bd create "what is to be done"
  $ bd where | head -2
  workspace  HOME/code/widget/.beads
             git's branch main describes it, the commit that is checked out does not: HOME/code/widget/.beads
  $ bd dolt set tls true
  Error: this checkout has no metadata.json to change (git's branch main describes it, the commit that is checked out does not: HOME/code/widget/.beads)
  Hint: git checkout main
  [1]
  $ git status --short && git checkout -q main && bd show widget-3 | head -1
  ○ widget-3  Paint the fence

What git has is brought back by git.

  $ rm -r .beads && bd list
  Error: no beadwork workspace in HOME/code/widget or above; git has its metadata.json
  Hint: git -C HOME/code/widget checkout HEAD -- .beads/metadata.json
  [1]
  $ git checkout HEAD -- .beads/metadata.json && bd count
  3

A project that was moved makes no second tracker unsaid; the way to the first is named.

  $ git branch -q -D older && git rm -q -r .beads && git commit -q --amend --allow-empty -m "None" && cd && mkdir work && mv code/widget work && cd work/widget
  $ bd list
  Error: no beadwork workspace in HOME/work/widget or above; the tracker widget was used in HOME/code/widget on DATE, and the directory is gone
  Hint: bd init --database widget   (if it is this project's; else bd init)
  [1]
  $ bd init 2>&1 | sed 's/widget_[0-9a-f]*/widget_NEW/'
  The server has another tracker widget: 3 issues, ids widget-…, last written TIME, used in HOME/code/widget (the directory is gone). This project's database is widget_NEW; to join the other: bd init --database widget
  Made .beads, database widget_NEW: ids are widget-…
  Next: bd create "what is to be done"
  $ bd init --database widget --yes
  Joined .beads, database widget: ids are widget-…
  Next: bd create "what is to be done"
  $ bd count
  3

The databases of the server: the one that nobody uses is moved to a backup, and comes back from it.

  $ bd dolt list --gone | sed 's/widget_[0-9a-f]*/widget_NEW/; s/  */ /g'
  widget_NEW widget-… 0 issues TIME SIZE HOME/work/widget (it has another tracker now)
  $ cd && mkdir web && cd web && bd init && bd create "A page" --id web-1 && cp .beads/metadata.json ../kept.json && rm -r .beads
  Made .beads, database web: ids are web-…
  Next: bd create "what is to be done"
  Created web-1: A page
  $ bd dolt list | grep web | sed 's/  */ /g'
  web web-… 1 issue TIME SIZE HOME/web (no metadata.json there)
  $ bd dolt drop widget 2>&1 | head -1
  Error: HOME/work/widget uses the database widget
  $ bd dolt drop web
  Error: --yes moves the database web (1 issue, ids web-…, last written TIME) to a backup
  Hint: bd dolt drop web --yes
  [12]
  $ bd dolt drop web --yes
  Moved web to HOME/.beads/backups/web-DATE
  To bring it in again: bd init --from-remote file://HOME/.beads/backups/web-DATE --database web
  $ bd dolt list --gone | grep web
  [1]

A metadata.json that names a database which is not there: the error names what has its issues.

  $ mkdir .beads && cp ../kept.json .beads/metadata.json && echo '{"id": "web-1", "title": "A page", "status": "open", "priority": 2, "issue_type": "task", "created_at": "2026-01-02T03:04:05Z", "updated_at": "2026-01-02T03:04:05Z"}' > .beads/issues.jsonl
  $ bd list 2>&1 | sed 's/server at .*dolt.sock/server at SOCKET/'
  Error: the server at SOCKET has no database web, which this workspace names; it is not created again, empty; its issues are in HOME/.beads/backups/web-DATE and .beads/issues.jsonl
  Hint: bd init --from-remote file://HOME/.beads/backups/web-DATE
  $ bd init --from-remote "file://$(ls -d ~/.beads/backups/web-*)"
  Joined .beads, database web: ids are web-…
  Fetched 6 commits, 1 issue; the newest change is of TIME: bd: create web-1: A page
  Next: bd ready
  $ bd count
  1
  $ mv .beads/metadata.json .. && bd dolt drop web --yes > /dev/null; mv ../metadata.json .beads && mv ~/.beads/backups ~/elsewhere
  $ bd list 2>&1 | sed 's/server at .*dolt.sock/server at SOCKET/'
  Error: the server at SOCKET has no database web, which this workspace names; it is not created again, empty; its issues are in .beads/issues.jsonl
  Hint: bd init --from-jsonl .beads/issues.jsonl
  $ bd init --from-jsonl .beads/issues.jsonl
  Made .beads, database web: ids are web-…
  Imported issues.jsonl: 1 issue, 0 known
  Next: bd ready
  $ bd list
  ○ web-1 P2 task A page

A rig of a town: the town knows its database.

  $ cd && bd dolt stop > /dev/null && gt install --quiet > /dev/null && cd gt && gt rig add widget ~/work/widget --prefix wg && bd -C widget create "One" --id wg-1
  Added widget in HOME/gt/widget/mayor/rig: ids are wg-…
  Created wg-1: One
  $ cd widget/mayor/rig && rm -r .beads && bd list
  Error: HOME/gt/widget/.beads/redirect points at mayor/rig/.beads, which is not a directory
  Hint: gt dolt fix-metadata
  [1]
  $ bd init
  Error: HOME/gt/widget/mayor/rig is of the town HOME/gt, which has its database; no metadata.json names it any more
  Hint: gt dolt fix-metadata
  [11]
  $ gt dolt fix-metadata > /dev/null && bd list
  ○ wg-1 P2 task One
  Wrote HOME/gt/widget/mayor/rig/.beads/metadata.json
