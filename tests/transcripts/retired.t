Commands of the Go program that are gone name their successors.

  $ bd daemon --start
  Error: no command "daemon": the server has every write at once, and gt has the daemon
  Hint: gt daemon status
  [2]
  $ gt sync
  Error: no command "sync": the daemon pushes what dolt_remotes in mayor/daemon.json names
  Hint: gt dolt push
  [2]
