An edge goes by its two ends, whatever its type.

  $ bd create "Write the report" --id demo-1 --silent
  demo-1
  $ bd create "Collect the data" --id demo-2 --silent
  demo-2
  $ bd dep add demo-1 demo-2
  demo-1 now depends on demo-2 (blocks)
  $ bd dep remove demo-1 demo-2
  demo-1 no longer depends on demo-2 (blocks)
  $ bd dep remove demo-1 demo-2
  Error: demo-1 does not depend on demo-2
  Hint: bd dep list demo-1
  [1]
  $ bd dep add demo-1 demo-2 -t related
  demo-1 now depends on demo-2 (related)
  $ bd dep rm demo-1 demo-2 --json
  {"status": "removed", "issue_id": "demo-1", "depends_on_id": "demo-2", "type": "related", "commit": "HASH"}
  $ bd dep add demo-1 external:jira:OPS-7 -t tracks
  demo-1 now depends on external:jira:OPS-7 (tracks)
  $ bd dep remove demo-1 external:jira:OPS-7
  demo-1 no longer depends on external:jira:OPS-7 (tracks)

The other way round is another edge.

  $ bd dep add demo-1 demo-2
  demo-1 now depends on demo-2 (blocks)
  $ bd dep remove demo-2 demo-1
  Error: demo-2 does not depend on demo-1
  Hint: bd dep list demo-2
  [1]
  $ bd dep remove demo-1 demo-2 -t related
  Error: demo-1 does not depend on demo-2 as related
  Hint: bd dep list demo-1
  [1]
  $ bd dep remove demo-1 demo-2 -t nonsense
  Error: unknown dependency type "nonsense"
  Hint: one of blocks, conditional-blocks, waits-for, parent-child, related, relates-to, discovered-from, replies-to, duplicates, supersedes, tracks, until, caused-by, validates, authored-by, assigned-to, approved-by, attests, delegated-from
  [1]
  $ bd dep remove demo-1 demo-nope
  Error: no issue found matching "demo-nope"
  Hint: bd list --all
  [1]
  $ bd dep remove demo-nope demo-1 --json
  {"error": "no issue found matching \"demo-nope\"", "code": "not_found", "hint": "bd list --all"}
  [1]

The edge to a parent is an edge too.

  $ bd create "Epic" -t epic --id demo-e --silent
  demo-e
  $ bd create "Child" --parent demo-e
  Created demo-e.1: Child
  $ bd dep remove demo-e.1 demo-e
  demo-e.1 no longer depends on demo-e (parent-child)
  $ bd show demo-e.1 --json | grep -c '"parent"'
  0
  [1]

Where several edges lead from one to the other, -t says which.

  $ bd dep add demo-e.1 demo-e -t discovered-from
  demo-e.1 now depends on demo-e (discovered-from)
  $ bd update demo-e.1 --parent demo-e
  Updated demo-e.1: Child
  $ bd dep remove demo-e.1 demo-e
  Error: demo-e.1 depends on demo-e as discovered-from and as parent-child
  Hint: bd dep remove demo-e.1 demo-e -t discovered-from
  [2]
  $ bd dep remove demo-e.1 demo-e -t parent-child
  demo-e.1 no longer depends on demo-e (parent-child)
  $ bd dep list demo-e.1
  discovered-from  ○ demo-e Epic
