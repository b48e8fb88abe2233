Issues by when their turn comes.

  $ bd graph
  No issues
  $ bd create "Ship the release" --id demo-1 -p 0 --silent
  demo-1
  $ bd create "Write the report" --id demo-2 --silent
  demo-2
  $ bd create 'Say "hello" <world> | #1' --id demo-3 -p 1 --silent
  demo-3
  $ bd create "Something else" --id demo-4 --silent
  demo-4
  $ bd dep add demo-1 demo-2
  demo-1 now depends on demo-2 (blocks)
  $ bd dep add demo-2 demo-3
  demo-2 now depends on demo-3 (blocks)
  $ bd dep add demo-4 demo-nope
  Error: no issue found matching "demo-nope"
  Hint: bd list --all
  [1]
  $ bd dep add demo-4 demo-1 -t related
  demo-4 now depends on demo-1 (related)
  $ bd create "Found by the way" --id demo-5 --silent
  demo-5
  $ bd graph
  Turn 1:
  ○ demo-3 P1 task Say "hello" <world> | #1
  ○ demo-5 P2 task Found by the way
  ○ demo-4 P2 task Something else
  Turn 2:
  ○ demo-2 P2 task Write the report <- demo-3
  Turn 3:
  ○ demo-1 P0 task Ship the release <- demo-2
  $ bd graph demo-3
  Turn 1:
  ○ demo-3 P1 task Say "hello" <world> | #1
  ○ demo-4 P2 task Something else
  Turn 2:
  ○ demo-2 P2 task Write the report <- demo-3
  Turn 3:
  ○ demo-1 P0 task Ship the release <- demo-2
  $ bd graph demo-5 --json
  {"nodes": [{"id": "demo-5", "title": "Found by the way", "status": "open", "priority": 2, "issue_type": "task", "owner": "test@example.org", "created_by": "Test Person", "created_at": "TIME", "updated_at": "TIME"}], "edges": []}
  $ bd close demo-3
  Closed demo-3: Say "hello" <world> | #1
  $ bd graph demo-1
  Turn 1:
  ○ demo-2 P2 task Write the report
  ○ demo-4 P2 task Something else
  Turn 2:
  ○ demo-1 P0 task Ship the release <- demo-2
  $ bd graph demo-1 --all
  Turn 1:
  ✓ demo-3 P1 task Say "hello" <world> | #1
  ○ demo-2 P2 task Write the report
  ○ demo-4 P2 task Something else
  Turn 2:
  ○ demo-1 P0 task Ship the release <- demo-2
  $ bd graph demo-1 --all --format mermaid
  flowchart TD
    n1["demo-1<br/>Ship the release"]
    n2["demo-3<br/>Say #quot;hello#quot; #lt;world#gt; #124; #35;1"]:::over
    n3["demo-2<br/>Write the report"]
    n4["demo-4<br/>Something else"]
    n1 --> n3
    n3 --> n2
    n4 -.->|related| n1
    classDef over fill:#ddd,color:#666
  $ bd graph demo-1 --all --format dot
  digraph issues {
    node [shape=box];
    "demo-1" [label="demo-1\nShip the release"];
    "demo-3" [label="demo-3\nSay \"hello\" <world> | #1", color=gray, fontcolor=gray];
    "demo-2" [label="demo-2\nWrite the report"];
    "demo-4" [label="demo-4\nSomething else"];
    "demo-1" -> "demo-2";
    "demo-2" -> "demo-3";
    "demo-4" -> "demo-1" [label="related", style=dotted];
  }
  $ bd graph demo-2 --json | grep -o '"edges.*'
  "edges": [{"issue_id": "demo-1", "depends_on_id": "demo-2", "type": "blocks"}, {"issue_id": "demo-4", "depends_on_id": "demo-1", "type": "related"}]}
  $ bd graph demo-nope
  Error: no issue found matching "demo-nope"
  Hint: bd list --all
  [1]
