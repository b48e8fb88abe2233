The town's Dolt server: `gt install` has started it; `bd` uses it, and never starts it.

  $ gt install --quiet > /dev/null && cd gt && gt rig add widget ~/code/widget --prefix wg
  Added widget in HOME/gt/widget/mayor/rig: ids are wg-…
  $ gt dolt status
  state        running
  pid          PID
  port         PORT
  socket       HOME/gt/daemon/dolt.sock
  data dir     HOME/gt/.dolt-data
  server uuid  UUID
  version      1.88.1
  log          HOME/gt/daemon/dolt-server.log
  databases
    hq      served
    widget  served
  $ gt dolt status --json
  {"running": true, "state": "running", "pid": PID, "port": PORT, "socket": "HOME/gt/daemon/dolt.sock", "data_dir": "HOME/gt/.dolt-data", "server_uuid": "UUID", "version": "1.88.1", "log": "HOME/gt/daemon/dolt-server.log", "managed": true, "databases": [{"name": "hq", "served": true}, {"name": "widget", "served": true}]}
  $ gt dolt list
  hq      served  0 issues  TIME  SIZE
  widget  served  0 issues  TIME  SIZE
  $ gt dolt list --json | sed 's/"size": [0-9]*/"size": N/'
  [{"name": "hq", "rig": "hq", "on_disk": true, "served": true, "issues": 0, "last_write": "TIME", "size": N},
   {"name": "widget", "rig": "widget", "on_disk": true, "served": true, "issues": 0, "last_write": "TIME", "size": N}]
  $ gt dolt start
  Runs already: pid PID, port PORT, Dolt 1.88.1
  $ gt dolt restart
  Restarted: pid PID, port PORT, Dolt 1.88.1
  $ cd widget && bd create "In the rig" --id wg-1
  Created wg-1: In the rig
  $ gt dolt sql -q "SELECT id, title FROM issues"
  +------+------------+
  | id   | title      |
  +------+------------+
  | wg-1 | In the rig |
  +------+------------+
  
  $ gt dolt sql --json "SELECT id, title FROM issues"
  [{"id": "wg-1", "title": "In the rig"}]
  $ gt dolt sql --json "SELECT nothing"
  {"error": "Dolt's shell: error on line 1 for query SELECT nothing: Error 1105 (HY000): column \"nothing\" could not be found in any table in scope", "code": "failed", "hint": "gt doctor"}
  [1]
  $ gt dolt sql -q "SELECT nothing"
  error on line 1 for query SELECT nothing: Error 1105 (HY000): column "nothing" could not be found in any table in scope
  [1]
  $ gt dolt sql -q "SELECT name FROM channels" --database hq --json
  []
  $ gt dolt sql -q "SELECT 1" --database nothing --json
  {"error": "Dolt's shell: failed to initialize commit identity session variables from environment: Error 1049 (HY000): database not found: nothingerror on line 1 for query SELECT 1: Error 1049 (HY000): database not found: nothing", "code": "failed", "hint": "gt doctor"}
  [1]
  $ gt dolt sql --json
  {"error": "the shell itself has no JSON", "code": "usage", "hint": "gt dolt sql --json QUERY"}
  [2]
  $ cd ..
  $ gt dolt logs -n 0
  nothing is logged in HOME/gt/daemon/dolt-server.log
  $ gt dolt logs -n 0 --json
  {"log": "HOME/gt/daemon/dolt-server.log", "lines": []}
  $ gt dolt logs -n -1
  Error: -n takes a number of lines, not -1
  Hint: gt dolt logs --help
  [2]
  $ gt dolt logs -f --json
  {"error": "--follow does not end, so it cannot be one JSON document", "code": "usage", "hint": "the same without --follow"}
  [2]

Stopped, it is said everywhere that it is.

  $ gt dolt stop
  Stopped the server (pid PID)
  $ gt dolt stop
  No server of this town runs
  $ gt dolt status
  state     stopped
  data dir  HOME/gt/.dolt-data
  log       HOME/gt/daemon/dolt-server.log
  databases
    hq      not served: no server of this town answers
    widget  not served: no server of this town answers
  [3]
  $ gt dolt list
  hq      not served      SIZE  no server of this town answers
  widget  not served      SIZE  no server of this town answers
  [1]
  $ bd list
  Error: no server answers at HOME/gt/daemon/dolt.sock, and bd does not start it here (the town runs it)
  Hint: gt dolt start
  [3]
  $ gt dolt sql
  Error: the server of HOME/gt does not run
  Hint: gt daemon start, or gt dolt start
  [3]
  $ gt ready
  Error: no server answers at HOME/gt/daemon/dolt.sock
  Hint: gt dolt start
  [3]
  $ gt mail inbox
  Error: no server answers at HOME/gt/daemon/dolt.sock, and bd does not start it here (the town runs it)
  Hint: gt dolt start
  [3]
  $ gt dolt start --json
  {"running": true, "state": "running", "pid": PID, "port": PORT, "socket": "HOME/gt/daemon/dolt.sock", "data_dir": "HOME/gt/.dolt-data", "server_uuid": "UUID", "version": "1.88.1", "log": "HOME/gt/daemon/dolt-server.log", "managed": true, "started": true}

A rig that came into the town in another way gets its database by `init-rig`.

  $ gt dolt init-rig widget
  The database widget is complete
  $ gt dolt init-rig hq --json
  {"database": "hq", "made": false}
  $ gt dolt init-rig nothing
  Error: no rig "nothing" in HOME/gt
  Hint: gt rig add nothing GIT-URL   (adds it, and makes its database)
  [1]
  $ gt --readonly dolt init-rig widget
  Error: dolt init-rig writes, and --readonly is given
  Hint: the same command without --readonly
  [1]

A database that a workspace names and that is gone is not made again, empty.

  $ gt dolt sql -q "DROP DATABASE widget" > /dev/null
  $ gt dolt list
  hq      served      0 issues  TIME  SIZE
  widget  not served                                           there is no HOME/gt/.dolt-data/widget
  [1]
  $ gt dolt init-rig widget
  Error: the server at HOME/gt/daemon/dolt.sock has no database widget, which this workspace names; it is not created again, empty
  Hint: gt dolt recover widget
  [11]
  $ bd -C widget list
  Error: the server at HOME/gt/daemon/dolt.sock has no database widget, which this workspace names; it is not created again, empty
  Hint: gt dolt list   (then `gt dolt recover widget`, or `gt dolt fix-metadata`)
  [1]
  $ gt dolt sql -q "CALL DOLT_UNDROP('widget')" > /dev/null; gt dolt list
  hq      served  0 issues  TIME  SIZE
  widget  served  1 issue   TIME  SIZE

A directory that Dolt cannot serve is named.

  $ mkdir -p .dolt-data/broken/.dolt && gt dolt restart && gt dolt list
  Restarted: pid PID, port PORT, Dolt 1.88.1
  hq      served      0 issues  TIME  SIZE
  broken  not served                                  SIZE   HOME/gt/.dolt-data/broken/.dolt holds no data
  widget  served      1 issue   TIME  SIZE
  $ gt dolt stop > /dev/null && gt dolt start
  Started: pid PID, port PORT, Dolt 1.88.1
  Warning: broken is not served: HOME/gt/.dolt-data/broken/.dolt holds no data
