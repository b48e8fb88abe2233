What an issue depends on, and what depends on it.

  $ bd create "Release" -t epic --id demo-e --silent
  demo-e
  $ bd create "Write the report, which is a title that goes on for longer than a line has columns" --id demo-1 --parent demo-e --silent
  demo-1
  $ bd create "Collect the data" --id demo-2 --silent
  demo-2
  $ bd dep add demo-1 demo-2
  demo-1 now depends on demo-2 (blocks)
  $ bd dep add demo-1 external:jira:OPS-7 -t tracks
  demo-1 now depends on external:jira:OPS-7 (tracks)
  $ bd dep list demo-1
  parent-child  ○ demo-e              Release
  blocks        ○ demo-2              Collect the data
  tracks        · external:jira:OPS-7 (elsewhere)
  $ bd dep list demo-2
  demo-2 depends on nothing
  $ bd dep list demo-2 --direction up
  <- blocks  ○ demo-1 Write the report, which is a title that goes on for longer than a line has columns
  $ bd dep list demo-1 --direction both -t blocks
  blocks  ○ demo-2 Collect the data
  $ bd dep list demo-e --direction up -t parent-child --json | grep -o '"issue_id.*'
  "issue_id": "demo-1", "depends_on_id": "demo-e", "type": "parent-child", "direction": "up"}]
  $ bd dep list demo-1 -t tracks --json
  [{"id": "external:jira:OPS-7", "missing": true, "issue_id": "demo-1", "depends_on_id": "external:jira:OPS-7", "type": "tracks", "direction": "down"}]
  $ bd dep list demo-2 --json
  []
  $ bd dep list demo-1 -t nonsense
  Error: unknown dependency type "nonsense"
  Hint: one of blocks, conditional-blocks, waits-for, parent-child, related, relates-to, discovered-from, replies-to, duplicates, supersedes, tracks, until, caused-by, validates, authored-by, assigned-to, approved-by, attests, delegated-from
  [1]
  $ bd dep list demo-1 --direction sideways
  Error: --direction cannot be "sideways": it is down, up or both
  Hint: bd dep list --help
  [2]
  $ bd dep list demo-nope
  Error: no issue found matching "demo-nope"
  Hint: bd list --all
  [1]
