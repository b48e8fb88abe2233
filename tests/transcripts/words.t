Words that people try lead to the command that does it, and never to another one.

  $ bd create One --id demo-1 --silent
  demo-1
  $ bd create Two --id demo-2 --silent
  demo-2
  $ bd link demo-1 demo-2
  demo-1 now depends on demo-2 (blocks)
  $ bd ls
  ○ demo-2 P2 task Two
  ○ demo-1 P2 task One
  $ bd view demo-2 --short
  ○ demo-2 P2 task Two
  $ bd unlink demo-1 demo-2
  demo-1 no longer depends on demo-2 (blocks)
  $ bd start demo-1
  Claimed demo-1: One
  $ bd assign demo-2 alice
  Assigned demo-2 to alice: Two
  $ bd unclaim demo-1
  Unclaimed demo-1: One
  $ bd rm demo-2
  Would delete:
  ○ demo-2 P2 task Two @alice
  Nothing was deleted; --force does it
  $ bd show demo-2 --short
  ○ demo-2 P2 task Two @alice

Some mean several things, or something else here. They say what to type.

  $ bd labels
  Error: no command "labels"
  Hint: bd label list-all, or bd label list ID
  [2]
  $ bd labels demo-1
  Error: no command "labels"
  Hint: bd label list-all, or bd label list ID
  [2]
  $ bd tag demo-1 web
  Error: no command "tag"
  Hint: bd label add ID LABEL
  [2]
  $ bd add "Three"
  Error: no command "add"
  Hint: bd create "TITLE"
  [2]
  $ bd open demo-1
  Error: no command "open"
  Hint: bd reopen ID
  [2]
  $ bd stop demo-1 --json
  {"error": "no command \"stop\"", "code": "usage", "hint": "bd unclaim ID"}
  [2]
  $ bd remove demo-1
  Error: no command "remove"
  Hint: bd dep remove ID OTHER, bd label remove ID LABEL, or bd delete ID
  [2]
  $ bd tree demo-1
  Error: no command "tree"
  Hint: bd dep tree ID, or bd list --tree
  [2]
