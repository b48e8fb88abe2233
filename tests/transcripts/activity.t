The feed: one line for each issue and commit.

  $ bd create "Fix the login" --id demo-1
  Created demo-1: Fix the login
  $ bd create "A title that is so long that it does not fit into a line of the feed" --id demo-2 --deps demo-1 --actor Alice
  Created demo-2: A title that is so long that it does not fit into a line of the feed
  $ bd update demo-1 --claim --actor Bob
  Claimed demo-1: Fix the login
  $ bd comment demo-1 "Found it: the session has no end" --actor Bob
  Commented on demo-1
  $ bd update demo-2 -p 1 -e 30
  Updated demo-2: A title that is so long that it does not fit into a line of the feed
  $ bd label add demo-2 late
  demo-2 has the label late
  $ bd defer demo-2
  Deferred demo-2: A title that is so long that it does not fit into a line of the feed
  $ bd undefer demo-2
  Undeferred demo-2: A title that is so long that it does not fit into a line of the feed
  $ bd dep remove demo-2 demo-1
  demo-2 no longer depends on demo-1 (blocks)
  $ bd close demo-1 demo-2 -r "done" --actor Bob
  Closed demo-1: Fix the login
  Closed demo-2: A title that is so long that it does not fit into a line of the feed
  $ bd reopen demo-2
  Reopened demo-2: A title that is so long that it does not fit into a line of the feed
  $ bd delete demo-1 --force -q > said
  $ bd remember "release on Friday" --key release
  Remembered: release
  $ bd activity
  TIME  Test Person  remembered release: release on Friday
  TIME  Test Person  deleted    demo-1 Fix the login
  TIME  Test Person  reopened   demo-2 A title that is so long that it does not fit into a line of the feed
  TIME  Bob          closed     demo-1 Fix the login
  TIME  Bob          closed     demo-2 A title that is so long that it does not fit into a line of the feed
  TIME  Test Person  unlinked   demo-2 A title that is so long that it does not fit into a line of the feed (blocks demo-1)
  TIME  Test Person  undeferred demo-2 A title that is so long that it does not fit into a line of the feed
  TIME  Test Person  deferred   demo-2 A title that is so long that it does not fit into a line of the feed
  TIME  Test Person  updated    demo-2 A title that is so long that it does not fit into a line of the feed (labels)
  TIME  Test Person  updated    demo-2 A title that is so long that it does not fit into a line of the feed (priority, estimated_minutes)
  TIME  Bob          commented  demo-1 Fix the login (Found it: the session h…)
  TIME  Bob          claimed    demo-1 Fix the login
  TIME  Alice        created    demo-2 A title that is so long that it does not fit into a line of the feed
  TIME  Test Person  created    demo-1 Fix the login
  TIME  Test Person  migrated   to 0002_conflicts_and_compactions
  $ bd activity --actor Bob
  TIME  Bob          closed     demo-1 Fix the login
  TIME  Bob          closed     demo-2 A title that is so long that it does not fit into a line of the feed
  TIME  Bob          commented  demo-1 Fix the login (Found it: the session h…)
  TIME  Bob          claimed    demo-1 Fix the login
  $ bd activity --issue demo-1 -n 2
  TIME  Test Person  deleted    demo-1 Fix the login
  TIME  Bob          closed     demo-1 Fix the login
  Showing 2, and there are more (--limit 0 for all)
  $ bd activity -n 1 --json
  [{"time": "TIME", "actor": "Test Person", "commit": "HASH", "action": "remembered", "message": "bd: remember release: release on Friday"}]
  $ bd activity -n 2 --issue demo-2 --json
  [{"time": "TIME", "actor": "Test Person", "commit": "HASH", "action": "reopened", "issue_id": "demo-2", "title": "A title that is so long that it does not fit into a line of the feed", "changes": [{"field": "status", "from": "closed", "to": "open"}, {"field": "closed_at", "from": "TIME", "to": null}, {"field": "close_reason", "from": "done", "to": null}]},
   {"time": "TIME", "actor": "Bob", "commit": "HASH", "action": "closed", "issue_id": "demo-2", "title": "A title that is so long that it does not fit into a line of the feed", "changes": [{"field": "status", "from": "open", "to": "closed"}, {"field": "closed_at", "from": null, "to": "TIME"}, {"field": "close_reason", "from": null, "to": "done"}]}]
  $ bd activity --since tomorrow
  Nothing happened
  $ bd activity --since 1h -n 1
  TIME  Test Person  remembered release: release on Friday
  Showing 1, and there are more (--limit 0 for all)
  $ bd activity --actor Nobody --json
  []

What goes back is called so.

  $ bd restore demo-1 -q > said
  $ bd undo -q > said; bd undo HEAD -q > said
  $ bd activity -n 3
  TIME  Test Person  undone     demo-1 Fix the login
  TIME  Test Person  undone     demo-1 Fix the login
  TIME  Test Person  restored   demo-1 Fix the login
  Showing 3, and there are more (--limit 0 for all)

What touches many issues is one line.

  $ for n in $(seq 1 25); do echo "{\"id\": \"demo-i$n\", \"title\": \"Issue $n\"}"; done > many.jsonl
  $ bd import many.jsonl > said
  $ bd activity -n 1
  TIME  Test Person  imported   25 issues: many.jsonl: 25 created, 0 updated
  Showing 1, and there are more (--limit 0 for all)
  $ bd activity -n 1 --json
  [{"time": "TIME", "actor": "Test Person", "commit": "HASH", "action": "imported", "message": "bd: import many.jsonl: 25 created, 0 updated", "count": 25}]

  $ bd activity --since never
  Error: not a date: "never"
  Hint: write +6h, 2w, tomorrow, "next monday" or 2026-02-01
  [2]
  $ bd activity --issue demo-nope
  Error: no issue found matching "demo-nope"
  Hint: bd list --all
  [1]
  $ bd activity -n -1
  Error: the limit cannot be -1
  Hint: --limit 0 shows all
  [2]

Followed, the oldest comes first; when the reader goes away it ends.

  $ bd activity --follow -n 3 | head -2
  TIME  Test Person  undone     demo-1 Fix the login
  TIME  Test Person  undone     demo-1 Fix the login
  $ bd activity --follow --json -n 1 | head -1
  {"time": "TIME", "actor": "Test Person", "commit": "HASH", "action": "imported", "message": "bd: import many.jsonl: 25 created, 0 updated", "count": 25}
