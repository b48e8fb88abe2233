What waits for an issue, itself or through its parent, and what is blocked by its status.

  $ bd create "Order the oven" --id demo-1 --silent
  demo-1
  $ bd create "Kitchen" -t epic --id demo-2 --deps demo-1 --silent
  demo-2
  $ bd create "Tiles" --parent demo-2 -p 1 --silent
  demo-2.1
  $ bd create "The permit" --id demo-3 -p 3 --silent
  demo-3
  $ bd update demo-3 -s blocked
  Updated demo-3: The permit
  $ bd create "The wall" --id demo-4 -p 4 --deps demo-3 --silent
  demo-4
  $ bd update demo-4 -s blocked
  Updated demo-4: The wall
  $ bd blocked
  ○ demo-2.1 P1 task Tiles <- demo-1
  ○ demo-2   P2 epic Kitchen <- demo-1
  ● demo-3   P3 task The permit (blocked by its status)
  ● demo-4   P4 task The wall <- demo-3 (blocked by its status)
  $ bd blocked --json --id demo-3 | grep -o '"blocked_by.*'
  "blocked_by_count": 0, "blocked_by": [], "blocked_by_status": true}]
  $ bd blocked -s blocked
  ● demo-3 P3 task The permit (blocked by its status)
  ● demo-4 P4 task The wall <- demo-3 (blocked by its status)
  $ bd stats | grep Blocked
  Blocked             4
  $ bd graph
  Turn 1:
  ○ demo-1 P2 task Order the oven
  ● demo-3 P3 task The permit (blocked by its status)
  Turn 2:
  ○ demo-2.1 P1 task Tiles
  ○ demo-2   P2 epic Kitchen <- demo-1
  ● demo-4   P4 task The wall <- demo-3 (blocked by its status)
  $ bd graph demo-4 --format mermaid
  flowchart TD
    n1["demo-3<br/>The permit<br/>blocked by its status"]
    n2["demo-4<br/>The wall<br/>blocked by its status"]
    n2 --> n1
    classDef over fill:#ddd,color:#666
  $ bd close demo-3
  Closed demo-3: The permit
  $ bd blocked
  ○ demo-2.1 P1 task Tiles <- demo-1
  ○ demo-2   P2 epic Kitchen <- demo-1
  ● demo-4   P4 task The wall (blocked by its status)
  $ bd update demo-4 -s open
  Updated demo-4: The wall
  $ bd blocked
  ○ demo-2.1 P1 task Tiles <- demo-1
  ○ demo-2   P2 epic Kitchen <- demo-1
  $ bd graph demo-4
  Turn 1:
  ○ demo-4 P4 task The wall
