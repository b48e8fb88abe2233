What all of the town can begin now, and how it is.

  $ gt install --quiet > /dev/null && cd gt
  $ gt ready
  Nothing is ready
  $ gt status
  server  running  pid PID, port PORT, Dolt 1.88.1
  daemon  not running  (gt daemon start)
  mail    nothing unread for mayor/
  
  rig  open  doing  blocked  ready  closed  polecats  remotes
  hq      0      0        0      0       0         -  -
  [1]
  $ gt rig add widget ~/code/widget --prefix wg
  Added widget in HOME/gt/widget/mayor/rig: ids are wg-…
  $ bd create "Plan the release" --id hq-1 -p 1
  Created hq-1: Plan the release
  $ cd widget && bd create "Write the parser" --id wg-1 -p 0 -t feature
  Created wg-1: Write the parser
  $ bd create "Test the parser" --id wg-2 --deps wg-1
  Created wg-2: Test the parser
  $ bd create "Write the manual" --id wg-3 -p 3
  Created wg-3: Write the manual
  $ bd update wg-3 --claim
  Claimed wg-3: Write the manual
  $ bd create "Done" --id wg-4 --silent && bd close wg-4
  wg-4
  Closed wg-4: Done
  $ bd branch create polecat-toast && cd ..
  Made branch polecat-toast from main, at HASH
  To work on it: export BD_BRANCH=polecat-toast
  $ gt ready
  widget ○ wg-1 P0 feature Write the parser
  hq     ○ hq-1 P1 task    Plan the release
  $ gt ready --rig widget
  widget ○ wg-1 P0 feature Write the parser
  $ gt ready --rig widget --json
  [{"id": "wg-1", "title": "Write the parser", "status": "open", "priority": 0, "issue_type": "feature", "owner": "test@example.org", "created_by": "Test Person", "created_at": "TIME", "updated_at": "TIME", "rig": "widget"}]
  $ gt ready --rig nothing
  Error: no rig "nothing" in HOME/gt
  Hint: the rigs are: widget
  [1]
  $ gt ready -n 1
  widget ○ wg-1 P0 feature Write the parser
  Showing 1, and there are more (--limit 0 for all)
  $ gt ready -t feature
  widget ○ wg-1 P0 feature Write the parser
  $ gt ready -p 9
  Error: not a priority: "9"
  Hint: 0 (most urgent) to 4, or P0 to P4
  [2]
  $ gt mail send mayor/ -s "The build is red" --as widget/toast --quiet > /dev/null
  $ gt status
  server  running  pid PID, port PORT, Dolt 1.88.1
  daemon  not running  (gt daemon start)
  mail    1 unread for mayor/
  
  rig     open  doing  blocked  ready  closed  polecats  remotes
  hq         1      0        0      1       0         -  -
  widget     2      1        1      1       1         1  -
  [1]
  $ gt status --json
  {"town": "gt", "path": "HOME/gt", "server": {"running": true, "state": "running", "pid": PID, "port": PORT, "socket": "HOME/gt/daemon/dolt.sock", "data_dir": "HOME/gt/.dolt-data", "server_uuid": "UUID", "version": "1.88.1", "log": "HOME/gt/daemon/dolt-server.log", "managed": true}, "daemon": {"running": false}, "rigs": [{"name": "hq", "prefix": "hq", "database": "hq", "open": 1, "in_progress": 0, "frozen": 0, "closed": 0, "blocked": 0, "ready": 1}, {"name": "widget", "prefix": "wg", "database": "widget", "open": 2, "in_progress": 1, "frozen": 0, "closed": 1, "blocked": 1, "ready": 1, "polecats": ["polecat-toast"]}], "dead_owners": [], "unread_mail": 1, "alerts": [], "down": ["daemon"]}
  [1]
  $ gt status --watch --json
  {"error": "--watch never ends, and --json prints one document", "code": "usage", "hint": "gt status --json"}
  [2]
  $ gt rig show widget
  name      widget
  url       HOME/code/widget
  prefix    wg-…
  added     TIME
  clone     HOME/gt/widget/mayor/rig
  database  widget
  server    running
  issues    2 open, 1 in progress, 1 blocked, 1 ready, 1 closed
  polecats  polecat-toast
  $ gt dolt stop
  Stopped the server (pid PID)
  $ gt status
  server  stopped  (gt dolt start)
  daemon  not running  (gt daemon start)
  
  rig     open  doing  blocked  ready  closed  polecats  remotes
  hq         ?      ?        ?      ?       ?
  widget     ?      ?        ?      ?       ?
  [3]
  $ gt rig show widget
  name      widget
  url       HOME/code/widget
  prefix    wg-…
  added     TIME
  clone     HOME/gt/widget/mayor/rig
  database  widget
  server    stopped  (gt dolt start)
  [3]
