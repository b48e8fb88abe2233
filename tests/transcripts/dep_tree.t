What an issue waits for, down to what can be begun.

  $ bd create "Ship the release" --id demo-1 -p 0 --silent
  demo-1
  $ bd create "Write the report" --id demo-2 --silent
  demo-2
  $ bd create "Draw the pictures, all of them, in both of the sizes that the printer wants" --id demo-3 -p 1 --silent
  demo-3
  $ bd create "Collect the data" --id demo-4 --silent
  demo-4
  $ bd create "Ask for access" --id demo-5 --silent
  demo-5
  $ bd dep add demo-1 demo-2
  demo-1 now depends on demo-2 (blocks)
  $ bd dep add demo-1 demo-3
  demo-1 now depends on demo-3 (blocks)
  $ bd dep add demo-2 demo-4
  demo-2 now depends on demo-4 (blocks)
  $ bd dep add demo-3 demo-4
  demo-3 now depends on demo-4 (blocks)
  $ bd dep add demo-4 demo-5 -t waits-for
  demo-4 now depends on demo-5 (waits-for)
  $ bd close demo-5
  Closed demo-5: Ask for access
  $ bd dep tree demo-1
  ○ demo-1 P0 Ship the release
  ├─ ○ demo-2 P2 Write the report
  │  └─ ○ demo-4 P2 Collect the data
  │     └─ ✓ demo-5 P2 Ask for access (waits-for)
  └─ ○ demo-3 P1 Draw the pictures, all of them, in both of the sizes that the printer wants
     └─ ○ demo-4 P2 Collect the data (shown above)
  $ bd dep tree demo-5
  ✓ demo-5 P2 Ask for access
  $ bd dep tree demo-5 --reverse
  ✓ demo-5 P2 Ask for access
  └─ ○ demo-4 P2 Collect the data (waits-for)
     ├─ ○ demo-2 P2 Write the report
     │  └─ ○ demo-1 P0 Ship the release
     └─ ○ demo-3 P1 Draw the pictures, all of them, in both of the sizes that the printer wants
        └─ ○ demo-1 P0 Ship the release (shown above)
  $ bd dep tree demo-1 --max-depth 1
  ○ demo-1 P0 Ship the release
  ├─ ○ demo-2 P2 Write the report (goes on)
  └─ ○ demo-3 P1 Draw the pictures, all of them, in both of the sizes that the printer wants (goes on)
  Nothing below level 1 is shown (--max-depth for more)
  $ bd dep tree demo-1 --max-depth 1 --json -q
  [{"id": "demo-1", "title": "Ship the release", "status": "open", "priority": 0, "issue_type": "task", "owner": "test@example.org", "created_by": "Test Person", "created_at": "TIME", "updated_at": "TIME", "depth": 0},
   {"id": "demo-2", "title": "Write the report", "status": "open", "priority": 2, "issue_type": "task", "owner": "test@example.org", "created_by": "Test Person", "created_at": "TIME", "updated_at": "TIME", "depth": 1, "parent_id": "demo-1", "dependency_type": "blocks", "truncated": true},
   {"id": "demo-3", "title": "Draw the pictures, all of them, in both of the sizes that the printer wants", "status": "open", "priority": 1, "issue_type": "task", "owner": "test@example.org", "created_by": "Test Person", "created_at": "TIME", "updated_at": "TIME", "depth": 1, "parent_id": "demo-1", "dependency_type": "blocks", "truncated": true}]
  $ bd dep tree demo-1 --max-depth 0
  Error: a tree cannot be 0 levels deep
  Hint: --max-depth 3
  [2]
  $ bd dep tree demo-1 --format mermaid
  flowchart TD
    n1["demo-1<br/>Ship the release"]
    n2["demo-2<br/>Write the report"]
    n3["demo-4<br/>Collect the data"]
    n4["demo-5<br/>Ask for access"]:::over
    n5["demo-3<br/>Draw the pictures, all of them, in both of the sizes that t…"]
    n1 --> n2
    n2 --> n3
    n3 -->|waits-for| n4
    n1 --> n5
    n5 --> n3
    classDef over fill:#ddd,color:#666
  $ bd dep tree demo-1 --format dot --max-depth 1 -q
  digraph issues {
    node [shape=box];
    "demo-1" [label="demo-1\nShip the release"];
    "demo-2" [label="demo-2\nWrite the report"];
    "demo-3" [label="demo-3\nDraw the pictures, all of them, in both of the sizes that t…"];
    "demo-1" -> "demo-2";
    "demo-1" -> "demo-3";
  }
  $ bd dep tree demo-1 --format svg
  Error: --format cannot be "svg": it is text, mermaid or dot
  Hint: bd dep tree --help
  [2]
  $ bd dep tree demo-nope
  Error: no issue found matching "demo-nope"
  Hint: bd list --all
  [1]

A part waits through the whole; what is elsewhere holds nobody.

  $ bd create "Epic" -t epic --id demo-e --silent
  demo-e
  $ bd create "Child" --parent demo-e --silent
  demo-e.1
  $ bd dep add demo-e demo-4
  demo-e now depends on demo-4 (blocks)
  $ bd dep add demo-e.1 external:jira:OPS-7 -t tracks
  demo-e.1 now depends on external:jira:OPS-7 (tracks)
  $ bd dep tree demo-e.1
  ○ demo-e.1 P2 Child
  └─ ○ demo-e P2 Epic (parent)
     └─ ○ demo-4 P2 Collect the data
        └─ ✓ demo-5 P2 Ask for access (waits-for)
  $ bd dep tree demo-4 --reverse
  ○ demo-4 P2 Collect the data
  ├─ ○ demo-2 P2 Write the report
  │  └─ ○ demo-1 P0 Ship the release
  ├─ ○ demo-3 P1 Draw the pictures, all of them, in both of the sizes that the printer wants
  │  └─ ○ demo-1 P0 Ship the release (shown above)
  └─ ○ demo-e P2 Epic
     └─ ○ demo-e.1 P2 Child (child)
  $ bd dep tree demo-e.1 -t tracks
  ○ demo-e.1 P2 Child
  └─ · external:jira:OPS-7 (tracks, elsewhere)
