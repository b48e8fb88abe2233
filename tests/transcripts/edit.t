An issue is edited in the person's editor, as fields and Markdown.

  $ bd create "Fix the login" --id demo-1 -p 1 -t bug -l auth,web -d "It fails." --acceptance "It works." --due 2099-01-31
  Created demo-1: Fix the login (due TIME)
  $ EDITOR="sed -i -e w/dev/stderr" bd edit demo-1 2>&1 | grep -v '^due:'
  ---
  title: Fix the login
  status: open
  priority: 1
  type: bug
  assignee:
  parent:
  labels: auth, web
  defer:
  estimate:
  external_ref:
  spec_id:
  metadata:
  ---
  
  It fails.
  
  <!-- acceptance criteria -->
  
  It works.
  Nothing changed
  $ cat > editor <<'END'
  > sed -i -e 's/^title: .*/title: Fix the login page/' -e 's/^labels: .*/labels: web, new/' \
  >   -e 's/It fails\./It fails.\n\n## Where\nOn Safari./' -e '/^priority/d' \
  >   -e 's/^due: .*/due:/' -e 's/^estimate:/estimate: 1h30/' "$1"
  > printf '\n<!-- notes -->\n\nSeen by Bob.\n' >> "$1"
  > END
  $ EDITOR="sh editor" bd edit demo-1
  Edited demo-1: Fix the login page
  $ bd show demo-1 | grep -v created
  ○ demo-1  Fix the login page
    P1 · bug · open
    estimate: 90 min
    labels: new, web
  
  Description:
    It fails.
  
    ## Where
    On Safari.
  
  Acceptance criteria:
    It works.
  
  Notes:
    Seen by Bob.
  
  $ bd log -n 1 --oneline -q
  HASH bd: update demo-1: title, description, labels, notes, due_at, estimated_minutes
  $ EDITOR=true bd edit demo-1 --json | cut -c1-52
  [{"id": "demo-1", "title": "Fix the login page", "de

Somebody else writes while the editor is open. What is no conflict goes together.

  $ cat > editor <<'END'
  > bd update demo-1 -p 0 --actor Bob > theirs
  > sed -i 's/^assignee:/assignee: alice/' "$1"
  > END
  $ EDITOR="sh editor" bd edit demo-1
  Edited demo-1: Fix the login page
  $ bd list --id demo-1
  ○ demo-1 P0 bug Fix the login page @alice

What is one is shown. Nothing is written, and nothing is lost.

  $ cat > editor <<'END'
  > bd update demo-1 -p 3 -d Theirs -a carol --actor Bob > theirs
  > sed -i -e 's/^priority:.*/priority: 4/' -e 's/It fails/Mine/' -e '/## Where/d' "$1"
  > END
  $ EDITOR="sh editor" bd edit demo-1 2> said; echo $?; cat said
  4
    priority: 3 now, 4 in yours
  Your text is kept in DRAFT
  Error: demo-1 was changed since it was read: priority, description
  Hint: bd history demo-1 -n 1; then bd edit demo-1 --draft DRAFT
  $ cp $(sed -n 's/.*kept in //p' said) draft.md; cat draft.md
  ---
  title: Fix the login page
  status: open
  priority: 4
  type: bug
  assignee: carol
  parent:
  labels: new, web
  due:
  defer:
  estimate: 90
  external_ref:
  spec_id:
  metadata:
  ---
  
  <<<<<<< yours
  Mine.
  
  On Safari.
  =======
  Theirs
  >>>>>>> theirs
  
  <!-- acceptance criteria -->
  
  It works.
  
  <!-- notes -->
  
  Seen by Bob.
  $ EDITOR=true bd edit demo-1 --draft draft.md
  Your text is kept in DRAFT
  Error: line 17: two versions of a text are left; keep one, and remove the lines <<<<<<< yours, ======= and >>>>>>> theirs
  Hint: bd edit demo-1 --draft DRAFT
  [1]
  $ EDITOR="sed -i -e /^<<</d -e /^===/d -e /^>>>/d -e /Theirs/d" bd edit demo-1 --draft draft.md
  Edited demo-1: Fix the login page
  $ bd show demo-1 | head -2; bd show demo-1 | grep Mine
  ○ demo-1  Fix the login page
    P4 · bug · open · @carol
    Mine.

Every other refusal keeps the text, too. What is as it was is not kept.

  $ EDITOR="sed -i s/^status:.*/status:\ nonsense/" bd edit demo-1
  Your text is kept in DRAFT
  Error: unknown status "nonsense"
  Hint: one of open, in_progress, blocked, hooked, deferred, pinned, closed; then bd edit demo-1 --draft DRAFT
  [2]
  $ EDITOR="sed -i s/^status:/state:/" bd edit demo-1
  Your text is kept in DRAFT
  Error: line 3 is no field: state: open
  Hint: the fields are title, status, priority, type, assignee, parent, labels, due, defer, estimate, external_ref, spec_id, metadata; then bd edit demo-1 --draft DRAFT
  [1]
  $ EDITOR="sed -i 2,20s/---/--/" bd edit demo-1
  Your text is kept in DRAFT
  Error: line 15 is no field: --
  Hint: the fields are title, status, priority, type, assignee, parent, labels, due, defer, estimate, external_ref, spec_id, metadata; then bd edit demo-1 --draft DRAFT
  [1]
  $ EDITOR=false bd edit demo-1
  Error: the editor ended with status 1
  Hint: export EDITOR=vi
  [1]
  $ EDITOR=/nowhere/editor bd edit demo-1
  Error: the editor /nowhere/editor cannot be run: No such file or directory
  Hint: export EDITOR=vi
  [1]
  $ EDITOR='"' bd edit demo-1
  Error: EDITOR is no command: No closing quotation
  Hint: export EDITOR=vi
  [2]
  $ EDITOR="touch ran" bd edit demo-1 --readonly; ls ran
  Error: nothing is written in --readonly mode
  Hint: the same command without --readonly
  ls: cannot access 'ran': No such file or directory
  [2]
  $ bd edit demo-404
  Error: no issue found matching "demo-404"
  Hint: bd list --all
  [1]
  $ bd update demo-1 --notes "$(printf 'a\n<!-- design -->\nb')"
  Updated demo-1: Fix the login page
  $ EDITOR=true bd edit demo-1
  Error: a line of the notes of demo-1 is <!-- design -->, which begins another text in the editor
  Hint: bd update demo-1 --help
  [1]

A program is told what the issue is by now.
  $ bd create "Other" --id demo-7 --silent
  > echo 'sed -i "s/^priority:.*/priority: 0/" $1; bd update demo-7 -p 4 --quiet' > clash.sh
  > EDITOR='sh clash.sh' bd edit demo-7 --json 2>&1 | grep -o '"code": "[a-z]*"\|"current": .."id": "demo-7"'
  demo-7
  "code": "changed"
  "current": [{"id": "demo-7"
