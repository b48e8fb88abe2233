How far the epics are, and which of them are done.

  $ bd epic status
  No open epics
  $ bd create "Search" -t epic --id demo-s --silent
  demo-s
  $ bd create "Login" -t epic --id demo-l -p 1 --silent
  demo-l
  $ bd create "Nothing in it yet" -t epic --id demo-n --silent
  demo-n
  $ bd create "Index" --parent demo-s --silent
  demo-s.1
  $ bd create "Query" --parent demo-s --silent
  demo-s.2
  $ bd create "Form" --parent demo-l --silent
  demo-l.1
  $ bd close demo-s.1
  Closed demo-s.1: Index
  $ bd epic status
  ○ demo-l P1 0/1 Login
  ○ demo-n P2 0/0 Nothing in it yet
  ○ demo-s P2 1/2 Search
  $ bd epic status --eligible-only
  No epic can be closed
  $ bd epic close-eligible
  No epic can be closed
  $ bd close demo-s.2 demo-l.1
  Closed demo-s.2: Query
  Closed demo-l.1: Form
  $ bd dep add demo-s demo-n
  demo-s now depends on demo-n (blocks)
  $ bd epic status
  ○ demo-l P1 1/1 Login (can be closed)
  ○ demo-n P2 0/0 Nothing in it yet
  ○ demo-s P2 2/2 Search <- demo-n
  $ bd epic status --eligible-only --json
  [{"epic": {"id": "demo-l", "title": "Login", "status": "open", "priority": 1, "issue_type": "epic", "owner": "test@example.org", "created_by": "Test Person", "created_at": "TIME", "updated_at": "TIME"}, "total_children": 1, "closed_children": 1, "eligible_for_close": true}]
  $ bd epic close-eligible --dry-run
  Would close demo-l: Login
  $ bd epic close-eligible --dry-run --json
  {"dry_run": true, "would_close": [{"id": "demo-l", "title": "Login", "status": "open", "priority": 1, "issue_type": "epic", "owner": "test@example.org", "created_by": "Test Person", "created_at": "TIME", "updated_at": "TIME"}], "count": 1}
  $ bd epic close-eligible
  Closed demo-l: Login
  $ bd epic close-eligible --json
  {"dry_run": false, "closed": [], "count": 0}
  $ bd dep remove demo-s demo-n
  demo-s no longer depends on demo-n (blocks)
  $ bd create "All of it" -t epic --id demo-top --silent
  demo-top
  $ bd update demo-s --parent demo-top
  Updated demo-s: Search
  $ bd epic close-eligible --json
  {"dry_run": false, "closed": [{"id": "demo-s", "title": "Search", "status": "closed", "priority": 2, "issue_type": "epic", "owner": "test@example.org", "created_by": "Test Person", "created_at": "TIME", "updated_at": "TIME", "closed_at": "TIME", "close_reason": "all children are closed", "parent": "demo-top"}], "count": 1, "commit": "HASH"}
  $ bd epic close-eligible
  Closed demo-top: All of it
  $ bd show demo-l --json | grep -o '"close_reason": "[^"]*"'
  "close_reason": "all children are closed"
