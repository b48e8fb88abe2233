A town is made once. It is a directory, a Dolt server of its own, and a database `hq` for the town itself.

  $ gt status
  Error: HOME is in no town, and there is none in HOME/gt
  Hint: gt install
  [1]
  $ gt install --name "Night shift" --owner me@example.org
  Made the town HOME/gt:
    mayor/town.json, mayor/rigs.json, mayor/daemon.json, .gitignore,
    .beads/metadata.json, .beads/routes.jsonl, hq: mail and channels
  Its server: pid PID, port PORT
  Next: gt rig add NAME GIT-URL
  $ cd gt
  $ ls -A
  .beads
  .dolt-data
  .gitignore
  daemon
  mayor
  $ cat mayor/daemon.json
  {
    "dolt_server": {
      "enabled": true
    },
    "sessions": {
      "deacon": {
        "heartbeat_file": "daemon/deacon.heartbeat"
      }
    },
    "dolt_remotes": {
      "enabled": false,
      "push_on_heartbeat": true,
      "databases": {}
    }
  }
  $ cat .beads/routes.jsonl
  {"prefix": "hq-", "path": "."}
  $ gt install
  The town HOME/gt is complete
  Its server: pid PID, port PORT
  Next: gt rig add NAME GIT-URL
  $ gt install --name "Another"
  Error: HOME/gt/mayor/town.json says "Night shift" for the name already, and is never overwritten
  Hint: edit HOME/gt/mayor/town.json
  [1]
  $ gt install --json
  {"path": "HOME/gt", "made": [], "port": PORT, "pid": PID}
  $ gt install --dolt-port 70000
  Error: --dolt-port cannot be 70000
  Hint: a number from 1 to 65535
  [2]
  $ gt install --dolt-port 4000
  Error: HOME/gt/mayor/daemon.json names the port PORT already, and is never overwritten
  Hint: set dolt_server.port to 4000 there, then `gt dolt restart`
  [1]
  $ gt install inner
  Error: HOME/gt/inner is already in the town HOME/gt
  Hint: gt install in a directory of its own
  [1]
  $ gt --readonly install
  Error: install writes, and --readonly is given
  Hint: the same command without --readonly
  [1]
  $ rm mayor/rigs.json && gt install
  Completed the town HOME/gt:
    mayor/rigs.json
  Its server: pid PID, port PORT
  Next: gt rig add NAME GIT-URL

A rig is a project in the town: a clone of it, a database, and a prefix of its own for ids.

  $ gt rig list
  No rigs
  $ gt rig add widget ~/code/widget --prefix wg
  Added widget in HOME/gt/widget/mayor/rig: ids are wg-…
  $ gt rig list
  widget  wg-…  HOME/code/widget
  $ gt rig show widget
  name      widget
  url       HOME/code/widget
  prefix    wg-…
  added     TIME
  clone     HOME/gt/widget/mayor/rig
  database  widget
  server    running
  issues    0 open, 0 in progress, 0 blocked, 0 ready, 0 closed
  $ gt rig show widget --json
  {"name": "widget", "git_url": "HOME/code/widget", "prefix": "wg", "added_at": "TIME", "database": "widget", "open": 0, "in_progress": 0, "frozen": 0, "closed": 0, "blocked": 0, "ready": 0, "path": "HOME/gt/widget/mayor/rig", "has_clone": true, "server": "running"}
  $ gt rig add widget ~/code/widget
  Error: the town has a rig widget already: HOME/code/widget
  Hint: gt rig show widget
  [1]
  $ gt rig add gadget ~/code/widget --prefix wg
  Error: ids of the rig widget begin with wg- already
  Hint: gt rig add gadget … --prefix P
  [1]
  $ gt rig add Gadget ~/code/widget
  Error: not a name for a rig: "Gadget"
  Hint: small letters, digits, _ and -, 48 at most: gastown
  [1]
  $ gt rig add hq ~/code/widget
  Error: "hq" means something else in a town
  Hint: another name
  [1]
  $ gt rig add gadget ~/code/nothing
  Error: git could not clone HOME/code/nothing: repository 'HOME/code/nothing' does not exist
  Hint: git ls-remote HOME/code/nothing
  [1]
  $ gt rig add gadget ~/code/widget --branch nothing
  widget is a clone of HOME/code/widget, too: each of the two rigs has issues of its own
  Error: git could not clone HOME/code/widget: Remote branch nothing not found in upstream origin
  Hint: git ls-remote HOME/code/widget
  [1]
  $ gt rig show gadget
  Error: no rig "gadget" in HOME/gt
  Hint: the rigs are: widget
  [1]
  $ gt rig remove gadget
  Error: no rig "gadget" in HOME/gt
  Hint: the rigs are: widget
  [1]
  $ gt rig add gadget ~/code/widget --prefix gd --json
  {"name": "gadget", "git_url": "HOME/code/widget", "prefix": "gd", "database": "gadget", "path": "HOME/gt/gadget/mayor/rig", "fetched": false}
  $ cat .beads/routes.jsonl
  {"prefix": "hq-", "path": "."}
  {"prefix": "wg-", "path": "widget/mayor/rig"}
  {"prefix": "gd-", "path": "gadget/mayor/rig"}
  $ cat gadget/.beads/redirect
  mayor/rig/.beads

What is taken out keeps its files and its issues, unless it is purged.

  $ gt rig remove gadget
  Removed gadget
  Its files stay in HOME/gt/gadget
  Its issues stay in the database gadget
  $ ls gadget/mayor
  rig
  $ gt rig add gadget ~/code/widget
  widget is a clone of HOME/code/widget, too: each of the two rigs has issues of its own
  Error: HOME/gt/gadget already exists, and is not a rig
  Hint: another name, or move it away
  [1]
  $ gt rig remove widget --purge gadget
  Error: --purge gadget does not repeat the name widget
  Hint: gt rig show widget
  [2]
  $ touch widget/mayor/rig/draft && gt rig remove widget --purge widget
  Error: HOME/gt/widget/mayor/rig has uncommitted changes: ?? draft
  Hint: git -C HOME/gt/widget/mayor/rig status
  [1]
  $ rm widget/mayor/rig/draft && gt rig remove widget --purge widget
  Removed widget, and with it HOME/gt/widget and its database
  To bring the database back: gt dolt sql -q "CALL DOLT_UNDROP('widget')"
  $ gt rig list
  No rigs
  $ gt dolt list
  hq      served  0 issues  TIME  SIZE
  gadget  served  0 issues  TIME  SIZE  of no rig
  $ gt dolt sql -q "CALL DOLT_UNDROP('widget')" && gt dolt list
  +--------+
  | status |
  +--------+
  | 0      |
  +--------+
  
  hq      served  0 issues  TIME  SIZE
  gadget  served  0 issues  TIME  SIZE  of no rig
  widget  served  0 issues  TIME  SIZE  of no rig
  $ gt version
  gt version 1.0.0
  $ gt rig
  Usage: gt rig COMMAND [options]
  
    rig add              add a project to the town
    rig list             list the rigs of the town
    rig show             show one rig
    rig rename           rename a rig; its ids stay
    rig remove           remove a rig; files and issues stay
  [2]
  $ gt instal
  Error: no command "instal"
  Hint: gt install
  [2]
  $ gt
  Usage: gt COMMAND [options]
  
  Runs a town: one Dolt server, many projects, the workers in them.
  
  Town:
    install                create a town, or complete one
    status                 show the state of server, daemon and every rig
    ready                  show the issues that can be begun now, in all rigs
    doctor                 find problems, and repair them
    version                print the version of this program
  
  Rigs:
    rig add                add a project to the town
    rig list               list the rigs of the town
    rig show               show one rig
    rig rename             rename a rig; its ids stay
    rig remove             remove a rig; files and issues stay
  
  Workers:
    sling                  give issues to a new worker
    polecat list           list the workers of the town
    release                release issues of dead workers
    convoy create          track beads of any rigs as one
    convoy list            list the open convoys
    convoy status          show the beads of convoys
    convoy close           close a convoy by hand
    polecat show           show one worker
    polecat nuke           take a worker away, and keep what only it has
    done                   merge a worker's branch, push, and take the worker away
    refinery               merge the workers that are done, in order
  
  Server:
    dolt start             start the town's Dolt server
    dolt stop              stop it after running writes
    dolt restart           restart it, so that settings take effect
    dolt reset-password    give it a new password, where the old one is lost
    dolt status            show whether it runs, and which one it is
    dolt logs              show the end of its log
    dolt sql               open Dolt's own SQL shell on it
    dolt list              list the databases, and which are served
    dolt init-rig          create a rig's database, if it is missing
    dolt migrate           move databases of an older layout into the town
    dolt fix-metadata      correct each metadata.json from the databases
    dolt backup            back up the databases; list the backups
    dolt recover           examine a damaged database; recover it
  
  Ledger:
    ledger publish         publish the closed issues of a rig
    ledger status          show how far each ledger is
    ledger verify          prove that a ledger is as it was published
    ledger show            show the entries of a ledger
    charsheet              show what a worker has finished, with proofs
    boot                   load what a worker has finished into an empty town
  
  Remotes:
    dolt remote add        give a rig's database a remote
    dolt remote list       list the remotes, and when they were pushed and pulled
    dolt remote remove     take a rig's remote away
    dolt push              push the databases to their remotes
    dolt pull              merge what others have pushed
    dolt clone             rebuild a rig from its remote
  
  Commons:
    commons join           share plans with other towns on a commons remote
    commons publish        publish an epic, with all below it
    commons list           list the plans of the commons
    commons show           show a plan, with all below it
    commons adopt          copy a plan into a rig
    commons sync           merge the plans on both sides
  
  Mail:
    mail send              send a message
    mail inbox             list the mail of an inbox
    mail read              read a message
    mail reply             reply to a message
    mail thread            read a whole thread
    mail archive           archive mail; it is kept
    mail unarchive         put archived mail back
    mail check             check for unread mail
    mail channels          list, create, join, leave or delete channels
  
  Daemon:
    daemon start           start the daemon, which keeps the server alive
    daemon stop            stop it, and the server with it
    daemon reload          let it read mayor/daemon.json again, and retry
    daemon restart         stop it with its server, and start both again
    daemon status          show whether it runs, and its alerts
    daemon logs            show the end of its log
    daemon run             run the daemon in the foreground
    daemon install-service let systemd or launchd run it
    deacon status          show whether the deacon's session runs
    deacon poke            type a line into the deacon's session
  
  `gt COMMAND --help` has examples and the options of a command.
  [2]
