A cycle is refused at the door.

  $ bd create "One" --id demo-1 --silent
  demo-1
  $ bd create "Two" --id demo-2 --silent
  demo-2
  $ bd dep add demo-1 demo-2
  demo-1 now depends on demo-2 (blocks)
  $ bd dep add demo-2 demo-1
  Error: demo-2 cannot wait for demo-1: that closes the cycle demo-2 -> demo-1 -> demo-2
  Hint: bd dep tree demo-1
  [1]
  $ bd dep cycles
  No cycles
  $ bd dep cycles --json
  []
