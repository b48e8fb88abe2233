In a town an id finds its rig from anywhere, by the routes.

  $ gt install --quiet > /dev/null && cd gt
  $ gt rig add widget ~/code/widget --prefix wg
  Added widget in HOME/gt/widget/mayor/rig: ids are wg-…
  $ gt rig add gadget ~/code/widget --prefix gd
  Added gadget in HOME/gt/gadget/mayor/rig: ids are gd-…
  widget is a clone of HOME/code/widget, too: each of the two rigs has issues of its own
  $ bd create "Plan the release" --id hq-1
  Created hq-1: Plan the release
  $ cd widget && bd create "Write the parser" --id wg-1 && cd ..
  Created wg-1: Write the parser
  $ cd gadget/mayor/rig && bd create "Call the parser" --id gd-1 && bd where && cd ../../..
  Created gd-1: Call the parser
  workspace  HOME/gt/gadget/mayor/rig/.beads
             nearest above HOME/gt/gadget/mayor/rig: HOME/gt/gadget/mayor/rig/.beads
  database   gadget, branch main
  project    UUID
  server     HOME/gt/daemon/dolt.sock
             1 flags            -
             2 environment      -
             3 metadata.json    -
           → 4 the town's server  record=HOME/gt/daemon/dolt-state.json
             5 default          address=127.0.0.1:PORT
  $ bd show gd-1
  ○ gd-1  Call the parser
    P2 · task · open
    created just now by Test Person, updated just now
  
  $ bd list
  ○ hq-1 P2 task Plan the release
  $ cd widget && bd update gd-1 -p 1 && cd ..
  Updated gd-1: Call the parser
  $ bd show wg-1 gd-1
  Error: wg-1 is in widget and gd-1 in gadget; one command works on one database
  Hint: a command for each
  [2]
  $ bd show xx-1
  Error: no issue found matching "xx-1"
  Hint: bd list --all
  [1]

What one command changes has to be in one database.

  $ bd close wg-1 gd-1
  Error: wg-1 is in widget and gd-1 in gadget; one command works on one database
  Hint: a command for each
  [2]

A new issue goes to the rig one stands in, so its id has to be one of that.

  $ bd create "Elsewhere" --id gd-2
  Error: gd-2 is an id of gadget, by the town's routes
  Hint: gt rig list
  [2]
  $ cd gadget && bd create "Elsewhere" --id gd-2 && cd ..
  Created gd-2: Elsewhere

An issue may wait for one of another rig.

  $ bd dep add gd-1 wg-1
  gd-1 now depends on wg-1 (blocks)
  $ gt ready
  gadget ○ gd-2 P2 task Elsewhere
  widget ○ wg-1 P2 task Write the parser
  hq     ○ hq-1 P2 task Plan the release
  $ cd gadget && bd blocked
  ○ gd-1 P1 task Call the parser <- wg-1
  $ bd ready
  ○ gd-2 P2 task Elsewhere
  $ bd dep list gd-1
  blocks  ○ wg-1 Write the parser
  $ bd close gd-1
  Error: gd-1 is blocked by wg-1
  Hint: close those first, or `bd close gd-1 --force`
  [1]
  $ bd close wg-1 -r "parses"
  Closed wg-1: Write the parser
  $ bd ready
  ○ gd-1 P1 task Call the parser
  ○ gd-2 P2 task Elsewhere
  $ bd dep list gd-1
  blocks  ✓ wg-1 Write the parser
  $ gt ready
  gadget ○ gd-1 P1 task Call the parser
  gadget ○ gd-2 P2 task Elsewhere
  hq     ○ hq-1 P2 task Plan the release
  $ bd dep add gd-1 wg-404
  Error: no issue wg-404 in widget
  Hint: bd show wg-404
  [1]
  $ bd dep remove gd-1 wg-1
  gd-1 no longer depends on wg-1 (blocks)
  $ cd ..

A route that leads nowhere, and a line that is none.

  $ echo '{"prefix": "no-", "path": "nothing/mayor/rig"}' >> .beads/routes.jsonl
  $ bd show no-1
  Error: no-1 is routed to HOME/gt/nothing/mayor/rig, which has no workspace
  Hint: gt rig list
  [1]
  $ echo 'prefix: no-' >> .beads/routes.jsonl
  $ bd show wg-1
  Error: HOME/gt/.beads/routes.jsonl: line 5 is not a route like {"prefix": "gt-", "path": "gastown/mayor/rig"}
  Hint: correct HOME/gt/.beads/routes.jsonl
  [1]
  $ gt doctor --check routes-valid
  routes  1 error
    error    routes-valid: HOME/gt/.beads/routes.jsonl: line 5 is not
             a route like {"prefix": "gt-", "path": "gastown/mayor/rig"}
             Hint: correct HOME/gt/.beads/routes.jsonl
  1 check: 1 error
  [1]
