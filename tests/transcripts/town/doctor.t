A new town lacks nothing but its daemon.

  $ gt install --quiet > /dev/null && cd gt && gt rig add widget ~/code/widget --prefix wg
  Added widget in HOME/gt/widget/mayor/rig: ids are wg-…
  $ gt doctor
  town      6 ok
  programs  6 ok
  server    12 ok
  routes    8 ok
  data      11 ok
  remotes   5 ok
  workers   6 ok, 1 warning
    warning  daemon-running: no daemon runs: nobody would bring a server back that
             crashed
             Hint: gt daemon start
  55 checks: 54 ok, 1 warning
  $ gt doctor --check routes-valid,redirect-target --verbose
  routes  2 ok
    ok       routes-valid: 2 routes
    ok       redirect-target: 1 redirect
  2 checks: 2 ok
  $ gt doctor --check nothing
  Error: no check "nothing"
  Hint: gt doctor --verbose
  [2]

Faults are named with what proves them, and with the command that mends them.

  $ echo 'elsewhere/.beads' > widget/.beads/redirect
  $ chmod 644 daemon/password
  $ sed -i '/wg-/d' .beads/routes.jsonl
  $ gt doctor
  town      6 ok
  programs  6 ok
  server    11 ok, 1 error
    error    credentials-mode: HOME/gt/daemon/password has the mode
             0644: others may look into it
             Hint: gt doctor --fix
  routes    6 ok, 2 errors
    error    routes-valid: no route leads to HOME/gt/widget/mayor/rig,
             whose ids begin with wg-
             Hint: correct HOME/gt/.beads/routes.jsonl
    error    redirect-target: HOME/gt/widget/.beads/redirect leads
             nowhere: it points at elsewhere/.beads, which is not a directory
             Hint: bd where
  data      11 ok
  remotes   5 ok
  workers   6 ok, 1 warning
    warning  daemon-running: no daemon runs: nobody would bring a server back that
             crashed
             Hint: gt daemon start
  55 checks: 51 ok, 1 warning, 3 errors
  gt doctor --fix   would repair: credentials-mode, routes-valid, redirect-target
  [1]
  $ gt doctor --json --check redirect-target
  {"checks": [{"name": "redirect-target", "group": "routes", "state": "error", "status": "error", "message": "HOME/gt/widget/.beads/redirect leads nowhere: it points at elsewhere/.beads, which is not a directory", "evidence": ["HOME/gt/widget/.beads/redirect leads nowhere: it points at elsewhere/.beads, which is not a directory"], "hint": "bd where", "fix": "let HOME/gt/widget/.beads/redirect lead to mayor/rig/.beads"}], "errors": 1, "warnings": 0}
  [1]
  $ gt doctor --fix
  town      6 ok
  programs  6 ok
  server    12 ok
    fixed    credentials-mode: closed to others
  routes    8 ok
    fixed    routes-valid: 2 routes
    fixed    redirect-target: 1 redirect
  data      11 ok
  remotes   5 ok
  workers   6 ok, 1 warning
    warning  daemon-running: no daemon runs: nobody would bring a server back that
             crashed
             Hint: gt daemon start
  55 checks: 54 ok, 1 warning
  credentials-mode: set the mode of HOME/gt/daemon/password to 0600
  routes-valid: add the route wg- to widget/mayor/rig to HOME/gt/.beads/routes.jsonl
  routes-valid: a copy of HOME/gt/.beads/routes.jsonl is HOME/gt/daemon/doctor/DATEHOME/gt/.beads/routes.jsonl
  redirect-target: let HOME/gt/widget/.beads/redirect lead to mayor/rig/.beads
  redirect-target: a copy of HOME/gt/widget/.beads/redirect is HOME/gt/daemon/doctor/DATEHOME/gt/widget/.beads/redirect
  $ gt doctor --skip daemon-running
  town      6 ok
  programs  6 ok
  server    12 ok
  routes    8 ok
  data      11 ok
  remotes   5 ok
  workers   6 ok, 1 skipped
    skipped  silenced: daemon-running
  55 checks: 54 ok, 1 skipped

A check is silenced by its name.

  $ echo '{"doctor": {"skip": ["daemon-running", "remote-configured"]}}' > mayor/daemon.json
  $ gt doctor
  town      6 ok
  programs  6 ok
  server    12 ok
  routes    8 ok
  data      11 ok
  remotes   4 ok, 1 skipped
    skipped  silenced: remote-configured
  workers   6 ok, 1 skipped
    skipped  silenced: daemon-running
  55 checks: 53 ok, 2 skipped
  $ gt --readonly doctor --fix
  Error: nothing is repaired in --readonly mode
  Hint: the same command without --readonly
  [1]
  $ cd ~ && gt doctor --check town-config
  town  1 ok
  1 check: 1 ok
