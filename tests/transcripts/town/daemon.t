The daemon keeps the town's server alive. Its intervals are in `mayor/daemon.json`.

  $ gt install --quiet > /dev/null && cd gt
  $ gt daemon status
  state  stopped
  log    HOME/gt/daemon/daemon.log
  [1]
  $ gt daemon logs
  nothing is logged in HOME/gt/daemon/daemon.log
  $ gt daemon stop
  No daemon of this town runs
  $ echo '{"daemon": {"heartbeat_seconds": 0.2, "health_seconds": 0.2}, "mine": 7}' > mayor/daemon.json
  $ gt daemon start
  Started: daemon (pid PID), server (pid PID, port PORT)
  $ gt daemon start
  Runs already: daemon (pid PID), server (pid PID, port PORT)
  $ until gt daemon status | grep -q heartbeat..2; do :; done; gt daemon status
  state      running
  pid        PID
  since      TIME
  server     running (pid PID, port PORT)
  heartbeat  TIME
  convoys    TIME  no convoy is done
  health     TIME  well
  letters    TIME  nothing to send
  refinery   TIME  off
  log        HOME/gt/daemon/daemon.log
  $ gt daemon run
  Error: a daemon of HOME/gt runs already
  Hint: gt daemon status
  [1]
  $ gt dolt stop
  Error: the daemon (pid PID) keeps the server alive, and would start it again at once
  Hint: gt daemon stop   (which stops the server too)
  [1]
  $ gt status
  server  running  pid PID, port PORT, Dolt 1.88.1
  daemon  running  pid PID
  mail    nothing unread for mayor/
  
  rig  open  doing  blocked  ready  closed  polecats  remotes
  hq      0      0        0      0       0         -  -
  $ gt --readonly daemon stop
  Error: daemon stop stops programs, and --readonly is given
  Hint: the same command without --readonly
  [1]

A file that is broken while the daemon runs changes nothing but an alert.

  $ echo '{"daemon": {"health_seconds": 0.2,}}' > mayor/daemon.json
  $ kill -HUP "$(gt daemon status --json | python3 -c 'import json, sys; print(json.load(sys.stdin)["pid"])')"
  $ until gt daemon status | grep -q alert; do :; done; gt daemon status
  state          running
  pid            PID
  since          TIME
  server         running (pid PID, port PORT)
  heartbeat      TIME
  convoys        TIME  no convoy is done
  health         TIME  well
  letters        TIME  nothing to send
  refinery       TIME  off
  configuration  cannot be used; the one before still holds
  log            HOME/gt/daemon/daemon.log
  alert  TIME  configuration
    HOME/gt/mayor/daemon.json is damaged: line 1, column 35: Expecting
    property name enclosed in double quotes; the one before still holds. Mend it,
    then `gt daemon reload`
  $ gt status
  server  running  pid PID, port PORT, Dolt 1.88.1
  daemon  running  pid PID
  mail    nothing unread for mayor/
  alert   configuration, since TIME
          HOME/gt/mayor/daemon.json is damaged: line 1, column 35:
          Expecting property name enclosed in double quotes; the one before still
          holds. Mend it, then `gt daemon reload`
  
  rig  open  doing  blocked  ready  closed  polecats  remotes
  hq      0      0        0      0       0         -  -
  [1]
  $ echo '{"daemon": {"heartbeat_seconds": 0.2, "health_seconds": 0.2}}' > mayor/daemon.json
  $ gt daemon reload
  Asked the daemon (pid PID) to reload
  $ until ! gt daemon status | grep -q alert; do :; done; gt status
  server  running  pid PID, port PORT, Dolt 1.88.1
  daemon  running  pid PID
  mail    nothing unread for mayor/
  
  rig  open  doing  blocked  ready  closed  polecats  remotes
  hq      0      0        0      0       0         -  -

Stopped, it takes its server with it.

  $ gt daemon stop
  Stopped the daemon (pid PID) and its server (pid PID)
  $ gt daemon stop --json
  {"stopped": false}
  $ gt daemon status
  state  stopped
  log    HOME/gt/daemon/daemon.log
  [1]
  $ gt dolt status
  state     stopped
  data dir  HOME/gt/.dolt-data
  log       HOME/gt/daemon/dolt-server.log
  databases
    hq  not served: no server of this town answers
  [3]
  $ gt daemon logs -n 3 | cut -c 21-
   daemon: ends
   server: stopped: pid PID
   daemon: has ended
  $ gt daemon run --json
  {"error": "the daemon does not end, so it cannot be one JSON document", "code": "usage", "hint": "gt daemon start --json"}
  [2]

With a broken file it does not begin, and nothing else does that needs the file.

  $ echo '{"daemon": {"health_seconds": "often"}}' > mayor/daemon.json
  $ gt daemon start
  Error: HOME/gt/mayor/daemon.json, line 1: daemon.health_seconds cannot be 'often'
  Hint: a number; correct HOME/gt/mayor/daemon.json
  [1]
  $ echo '{"daemon": {"health_seconds": 0}}' > mayor/daemon.json && gt daemon start
  Error: HOME/gt/mayor/daemon.json, line 1: daemon.health_seconds cannot be 0.0
  Hint: more than 0; correct HOME/gt/mayor/daemon.json
  [1]
  $ echo '{"dolt_server": {"port": 99999}}' > mayor/daemon.json && gt daemon start
  Error: HOME/gt/mayor/daemon.json, line 1: dolt_server.port cannot be 99999
  Hint: a number from 0 to 65535; correct HOME/gt/mayor/daemon.json
  [1]
  $ printf '{\n  "daemon": {"health_seconds": 5,}\n}\n' > mayor/daemon.json && gt daemon start
  Error: HOME/gt/mayor/daemon.json is damaged: line 2, column 34: Expecting property name enclosed in double quotes
  Hint: correct HOME/gt/mayor/daemon.json; it is never overwritten
  [1]
  $ gt install
  Error: HOME/gt/mayor/daemon.json is damaged: line 2, column 34: Expecting property name enclosed in double quotes
  Hint: correct HOME/gt/mayor/daemon.json; it is never overwritten
  [1]
  $ gt dolt start
  Error: HOME/gt/mayor/daemon.json is damaged: line 2, column 34: Expecting property name enclosed in double quotes
  Hint: correct HOME/gt/mayor/daemon.json; it is never overwritten
  [1]
  $ cat mayor/daemon.json
  {
    "daemon": {"health_seconds": 5,}
  }

Systemd can run it; this only prints the unit.

  $ echo '{}' > mayor/daemon.json && gt daemon install-service --print | grep -E '^(Description|Exec|Restart|KillMode)'
  Description=Daemon of the town HOME/gt
  ExecStart=gt -C HOME/gt daemon run --quiet
  ExecReload=/bin/kill -HUP $MAINPID
  Restart=on-failure
  RestartSec=5
  KillMode=process
