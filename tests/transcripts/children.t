The parts of an issue, finished or not, but not the parts of its parts.

  $ bd create "Epic" -t epic --id demo-e --silent
  demo-e
  $ bd children demo-e
  demo-e has no children
  $ bd children demo-e --json
  []
  $ bd create "First" --parent demo-e --silent
  demo-e.1
  $ bd create "Second" --parent demo-e -p 1 --silent
  demo-e.2
  $ bd create "Part of the first" --parent demo-e.1 --silent
  demo-e.1.1
  $ bd close demo-e.2
  Closed demo-e.2: Second
  $ bd children demo-e
  ✓ demo-e.2 P1 task Second
  ○ demo-e.1 P2 task First
  $ bd children demo-e --sort id -s open
  ○ demo-e.1 P2 task First
  $ bd children demo-e -n 1
  ✓ demo-e.2 P1 task Second
  Showing 1 of 2 (--limit 0 for all)
  $ bd children demo-e --json -s closed | grep -o '"id": "[^"]*"'
  "id": "demo-e.2"
  $ bd children demo-nope
  Error: no issue found matching "demo-nope"
  Hint: bd list --all
  [1]
  $ bd children
  Error: ID is missing
  Hint: bd children --help
  [2]
