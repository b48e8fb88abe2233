An epic is offered when its children are closed: until then the work is in them.

  $ bd create "Rewrite" -t epic --id demo-1 --silent
  demo-1
  $ bd create "Read" --parent demo-1 --silent
  demo-1.1
  $ bd create "Write" --parent demo-1 -p 3 -a bob --silent
  demo-1.2
  $ bd create "No children" -t epic --id demo-2 -p 4 --silent
  demo-2
  $ bd ready
  ○ demo-1.1 P2 task Read
  ○ demo-1.2 P3 task Write @bob
  ○ demo-2   P4 epic No children
  $ bd ready --include-epics -t epic
  ○ demo-1 P2 epic Rewrite
  ○ demo-2 P4 epic No children
  $ bd stats | grep Ready
  Ready               3
  $ bd ready --claim -t epic
  Claimed demo-2: No children
  $ bd ready --claim -t epic
  Nothing is ready to claim
  $ bd ready --claim --include-epics
  Error: --claim takes no epic with open children
  Hint: bd ready --claim, or bd claim EPIC
  [2]
  $ bd close demo-1.1 demo-1.2 --suggest-next
  Closed demo-1.1: Read
  Closed demo-1.2: Write
  $ bd ready
  ○ demo-1 P2 epic Rewrite

What another program marked as ephemeral or as a template is kept so, and not offered.

  $ cat > marked.jsonl <<EOF
  > {"id":"demo-w1","title":"Patrol","status":"open","priority":1,"issue_type":"task","created_at":"2026-01-05T10:00:00Z","updated_at":"2026-01-05T10:00:00Z","ephemeral":true}
  > {"id":"demo-t1","title":"Release {{version}}","status":"open","priority":1,"issue_type":"task","created_at":"2026-01-05T10:00:01Z","updated_at":"2026-01-05T10:00:01Z","is_template":true}
  > {"id":"demo-n1","title":"Work","status":"open","priority":3,"issue_type":"task","created_at":"2026-01-05T10:00:02Z","updated_at":"2026-01-05T10:00:02Z","ephemeral":false}
  > EOF
  $ bd import marked.jsonl
  Imported marked.jsonl: 3 rows
          3 created
  $ bd ready
  ○ demo-1  P2 epic Rewrite
  ○ demo-n1 P3 task Work
  $ bd ready --include-ephemeral
  ○ demo-w1 P1 task Patrol
  ○ demo-1  P2 epic Rewrite
  ○ demo-n1 P3 task Work
  $ bd ready --include-templates --json | grep -c demo-t1
  1
  $ bd stats | grep Ready
  Ready               2
  $ bd list --id demo-w1,demo-t1
  ○ demo-t1 P1 task Release {{version}}
  ○ demo-w1 P1 task Patrol
  $ bd export --id demo-w1,demo-t1,demo-n1 | grep -oE '"(id|ephemeral|is_template)": [^,}]*'
  "id": "demo-n1"
  "ephemeral": false
  "id": "demo-t1"
  "is_template": true
  "id": "demo-w1"
  "ephemeral": true
  $ bd import marked.jsonl | head -1
  Imported marked.jsonl: 3 rows

The order is a setting of the tracker, and `--sort` is stronger.

  $ bd config set ready.sort urgent
  Error: ready.sort cannot be "urgent"
  Hint: one of priority, created, updated, closed, title, id, oldest, hybrid
  [1]
  $ bd config set ready.sort oldest
  Set ready.sort to oldest
  $ bd ready
  ○ demo-n1 P3 task Work
  ○ demo-1  P2 epic Rewrite
  $ bd ready --sort title
  ○ demo-1  P2 epic Rewrite
  ○ demo-n1 P3 task Work
  $ bd ready --claim --actor carol
  Claimed demo-n1: Work
  $ bd ready --claim --actor dave --sort priority
  Claimed demo-1: Rewrite
  $ bd config unset ready.sort
  Unset ready.sort, which was oldest

Every list leaves out types, statuses and people.

  $ bd list --exclude-assignee carol,dave --exclude-type epic
  ○ demo-t1 P1 task Release {{version}}
  ○ demo-w1 P1 task Patrol
  $ bd list --all --exclude-status open,closed
  ◐ demo-1  P2 epic Rewrite @dave
  ◐ demo-n1 P3 task Work @carol
  ◐ demo-2  P4 epic No children @Test Person
  $ bd count --exclude-status open --exclude-assignee carol
  4
  $ bd search e --exclude-type TASK -s closed,open
  Nothing found for "e"
  $ bd ready --exclude-type epic
  Nothing is ready
  $ bd export --exclude-status closed,in_progress | grep -oE '"id": "[^"]*"'
  "id": "demo-t1"
  "id": "demo-w1"
