A worker with a lease keeps its claims as long as it gives signs of life.

  $ bd create "Print the badges" -p 1 --id demo-1 --silent
  demo-1
  $ bd create "Order the badges" -p 0 --id demo-2 --silent
  demo-2
  $ bd create "Sort the badges" -p 3 --id demo-3 --silent
  demo-3
  $ bd claim demo-1 demo-2 --actor lease-nux
  Claimed demo-1: Print the badges
  Claimed demo-2: Order the badges
  $ bd heartbeat --actor lease-nux
  The lease of lease-nux lasts until TIME: 2 claims
  $ bd heartbeat --actor lease-nux --json
  {"actor": "lease-nux", "ends_at": "TIME", "claims": ["demo-1", "demo-2"]}
  $ bd heartbeat
  Error: a worker with a lease has a name of its own, and here it is git's
  Hint: export BD_ACTOR=NAME
  [2]
  $ bd claim demo-1 --actor lease-amy
  Error: demo-1 is already claimed by lease-nux
  Hint: bd ready --claim
  [4]
  $ bd unclaim demo-1 --actor lease-amy
  Error: demo-1 is in_progress, and the lease of lease-nux has not ended
  Hint: ask lease-nux, or add --force
  [4]
  $ bd ready --claim --actor lease-amy
  Claimed demo-3: Sort the badges
  $ bd ready --claim --actor lease-amy
  Nothing is ready to claim

The lease ends. What expired is claimed where nothing is free, and it is said from whom.

  $ touch -d "70 minutes ago" "$BEADWORK_HOME"/server/leases/*/lease-nux/alive
  $ bd ready --claim --actor lease-amy
  Claimed demo-2: Order the badges (taken from lease-nux, whose lease ended 40m ago)
  $ bd claim demo-1 --actor lease-bob --json | grep -o '"taken_from": {"owner": "[a-z-]*"'
  "taken_from": {"owner": "lease-nux"
  $ bd log --limit 2 | grep claim
    bd: claim demo-1 for lease-bob, taken from lease-nux, whose lease ended 40m ago
    bd: claim demo-2 for lease-amy, taken from lease-nux, whose lease ended 40m ago
  Showing 2, and there are more (--limit 0 for all)

The former owner is stopped.

  $ bd close demo-1 --actor lease-nux
  Error: demo-1 is in_progress and assigned to lease-bob: it was taken from you
  Hint: ask lease-bob, or add --force
  [4]
  $ bd comment demo-1 "half done" --actor lease-nux | grep -c .
  1
  $ bd close demo-1 --actor lease-nux --force
  Closed demo-1: Print the badges
  Warning: demo-1 is in_progress and assigned to lease-bob, and you are lease-nux

Nobody has to ask an owner whose lease has ended.

  $ bd create "Count the badges" --id demo-4 --silent
  demo-4
  $ bd claim demo-4 --actor lease-eve
  Claimed demo-4: Count the badges
  $ bd heartbeat --actor lease-eve
  The lease of lease-eve lasts until TIME: 1 claim
  $ touch -d "45 minutes ago" "$BEADWORK_HOME"/server/leases/*/lease-eve/alive
  $ bd unclaim demo-4
  Unclaimed demo-4: Count the badges (it was lease-eve's, whose lease ended 15m ago)
  $ bd log --limit 1 | grep unclaim
    bd: unclaim demo-4: it was lease-eve's, whose lease ended 15m ago
  Showing 1, and there are more (--limit 0 for all)

Another time is a setting of the tracker; 0 means that no claim expires.

  $ bd config set claim.lease 1h
  Error: claim.lease cannot be "1h"
  Hint: minutes, 0 to 525600: bd config set claim.lease 30
  [1]
  $ bd config set claim.lease 60
  Set claim.lease to 60
  $ bd claim demo-4 --actor lease-eve
  Claimed demo-4: Count the badges
  $ touch -d "45 minutes ago" "$BEADWORK_HOME"/server/leases/*/lease-eve/alive
  $ bd claim demo-4
  Error: demo-4 is already claimed by lease-eve
  Hint: bd ready --claim
  [4]
