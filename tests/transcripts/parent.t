A part moves up, and down again.

  $ bd create "One" --id demo-1 --silent
  demo-1
  $ bd create "Part" --parent demo-1 --silent
  demo-1.1
  $ bd create "Part of the part" --parent demo-1.1 --silent
  demo-1.1.1
  $ bd update demo-1.1.1 --parent demo-1
  Updated demo-1.1.1: Part of the part
  $ bd update demo-1.1.1 --parent demo-1.1
  Updated demo-1.1.1: Part of the part

What waits for an issue is no part of it: neither could ever be done.

  $ bd create "Two" --id demo-2 --silent
  demo-2
  $ bd dep add demo-2 demo-1
  demo-2 now depends on demo-1 (blocks)
  $ bd update demo-2 --parent demo-1.1
  Error: demo-2 waits for demo-1 (blocks), so it cannot be below demo-1: neither could ever be done
  Hint: bd dep remove demo-2 demo-1
  [1]
  $ bd dep add demo-2 demo-1.1 -t parent-child
  Error: demo-2 waits for demo-1 (blocks), so it cannot be below demo-1: neither could ever be done
  Hint: bd dep remove demo-2 demo-1
  [1]
  $ bd dep add demo-1.1.1 demo-1
  Error: demo-1 is above demo-1.1.1, which could then never become ready
  Hint: bd update demo-1.1.1 --parent '' takes it out of there
  [1]
  $ bd update demo-1 --parent demo-1.1
  Error: demo-1 cannot wait for demo-1.1: that closes the cycle demo-1 -> demo-1.1 -> demo-1
  Hint: bd dep tree demo-1.1
  [1]

One edge leads from one issue to another, and the parent is one.

  $ bd dep add demo-1.1 demo-1 -t related
  Error: demo-1.1 depends on demo-1 already, as parent-child
  Hint: bd dep remove demo-1.1 demo-1, then add it as related
  [1]
  $ bd create "Three" --id demo-3 --silent
  demo-3
  $ bd dep add demo-3 demo-1 -t related
  demo-3 now depends on demo-1 (related)
  $ bd dep add demo-3 demo-1 -t parent-child
  Error: demo-3 depends on demo-1 already, as related
  Hint: bd dep remove demo-3 demo-1, then add it as parent-child
  [1]

A word that nobody knows is no empty list.

  $ bd list -s opne
  Error: unknown status "opne"
  Hint: one of open, in_progress, blocked, hooked, deferred, pinned, closed
  [2]
  $ bd list -t tsak --json
  {"error": "unknown issue type \"tsak\"", "code": "usage", "hint": "one of bug, feature, task, epic, chore, decision, message, spike, story, milestone, molecule, gate, agent, convoy, event, role, rig, merge-request"}
  [2]
  $ bd list -s in_progress
  No issues
