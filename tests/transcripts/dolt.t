Which server the issues live on, and how it is reached. (Its own start and stop are tested on servers of their own.)

  $ bd dolt status | cut -c1-13
  state
  pid
  port
  socket
  data dir
  server uuid
  version
  log
  $ bd dolt test | sed 's/[0-9.]* ms/N ms/; s/[^ ]*.home.server/SERVER/g; s/1[.].*/VERSION/'
  server      SERVER/dolt.sock
  from        the user's server, SERVER/server.json
  user        root, without TLS
  version     VERSION
  uuid        UUID
  connecting  N ms
  round trip  N ms
  database    shared_by_tests, which is this project's
  $ bd dolt show | grep -v "socket =\|port =" | sed 's/[^ =]*.home.server/SERVER/; s/   */  /' 
  user = root  default
  password = set  SERVER/password
  database = shared_by_tests  HERE/.beads/metadata.json
  branch = BRANCH  BD_BRANCH
  server.auth = password  default
  server.max-connections = 512  default
  server.log-level = warning  default
  server.auto-gc = true  default
  $ bd where | sed 's/[^ =]*.home.server/SERVER/'
  workspace  HERE/.beads
             nearest above HERE: HERE/.beads
  database   shared_by_tests, branch BRANCH
  project    UUID
  server     SERVER/dolt.sock
             1 flags            -
             2 environment      -
             3 metadata.json    -
           → 4 your own server  record=SERVER/server.json
             5 default          address=127.0.0.1:3307
  $ bd dolt start | sed 's/[0-9][0-9]*/N/g'
  Runs already: pid N, port N, Dolt N.N.N

A setting goes where it belongs: to the server, to the workspace that is shared, or to this machine's copy.

  $ bd dolt set host db.example.org
  host = db.example.org
  $ bd dolt show | grep host
  host = db.example.org       metadata.json
  $ bd dolt stop
  Error: the server used here, db.example.org:3307 (from metadata.json), is not run by bd
  Hint: bd dolt test
  [3]
  $ bd dolt set host ""
  host is no longer set
  $ bd dolt set federation.remote https://example.org/team/api
  federation.remote = https://example.org/team/api
  $ cat .beads/config.yaml
  federation.remote: https://example.org/team/api
  $ bd dolt set federation.remote "" --json
  {"key": "federation.remote", "value": "", "location": "HERE/.beads/config.yaml"}
  $ bd dolt set port 99999
  Error: port cannot be "99999"
  Hint: a number from 1 to 65535
  [1]
  $ bd dolt set tls maybe
  Error: tls cannot be "maybe"
  Hint: true or false
  [1]
  $ bd dolt set colour red
  Error: no setting "colour" of the server; there are server.…, host, port, user, tls, database, socket, dolt.…, federation.…, sync.…
  Hint: bd config set colour …
  [2]
  $ bd dolt set server.colour red
  Error: no server setting "server.colour"
  Hint: one of server.port, server.auth, server.max-connections, server.log-level, server.auto-gc
  [2]
  $ bd dolt set server.auth open
  Error: server.auth cannot be "open"
  Hint: one of password, none
  [1]
  $ bd dolt set server.max-connections 0
  Error: server.max-connections cannot be "0"
  Hint: a number from 1 to 100000
  [1]
  $ bd dolt set database "x; y"
  Error: the word given names no usable database: "x; y"
  Hint: letters, digits, _ and -
  [1]
  $ bd dolt set host h --readonly
  Error: set writes, and --readonly is given
  Hint: the same command without --readonly
  [1]
  $ bd dolt set host
  Error: VALUE is missing
  Hint: bd dolt set --help
  [2]

A server of somebody else's is asked once, and never started or stopped.

  $ BEADS_DOLT_SERVER_HOST=127.0.0.1 BEADS_DOLT_SERVER_PORT=1 bd dolt status
  state   no server answers at 127.0.0.1:1: Connection refused
  host    127.0.0.1
  port    1
  source  BEADS_DOLT_SERVER_HOST and BEADS_DOLT_SERVER_PORT
  [3]
  $ BEADS_DOLT_SERVER_HOST=127.0.0.1 BEADS_DOLT_SERVER_PORT=1 bd dolt test
  Error: no server answers at 127.0.0.1:1: Connection refused
  Hint: bd where   (which shows who names that address)
  [3]
  $ BEADS_DOLT_SERVER_PORT=one bd list
  Error: BEADS_DOLT_SERVER_PORT names the port "one"
  Hint: a number from 1 to 65535
  [1]
  $ BEADWORK_CONNECT_SECONDS=0.1 BEADS_DOLT_SERVER_PORT=1 bd list
  Error: no server answers at 127.0.0.1:1 (asked for 0.1 s): Connection refused
  Hint: start it, or correct the address that `bd where` shows
  [3]

Dolt's own shell.

  $ bd create "A title" --id demo-1
  Created demo-1: A title
  $ bd dolt sql "SELECT id, title FROM issues"
  +--------+---------+
  | id     | title   |
  +--------+---------+
  | demo-1 | A title |
  +--------+---------+
  
  $ bd dolt sql --json "SELECT id, title FROM issues"
  [{"id": "demo-1", "title": "A title"}]
  $ bd dolt sql --json "SELEC 1"
  {"error": "Dolt's shell: error on line 1 for query SELEC 1 Error parsing SQL:  syntax error at position 6 near 'SELEC'", "code": "failed", "hint": "bd doctor"}
  [1]
  $ bd dolt sql --json
  {"error": "the shell itself has no JSON", "code": "usage", "hint": "bd dolt sql --json QUERY"}
  [2]

  $ bd dolt logs -n -1
  Error: -n takes a number of lines, not -1
  Hint: bd dolt logs --help
  [2]
  $ bd dolt logs --follow --json
  {"error": "--follow does not end, so it cannot be one JSON document", "code": "usage", "hint": "bd dolt logs --json"}
  [2]
  $ bd dolt service
  Error: install|remove is missing
  Hint: bd dolt service --help
  [2]
  $ bd dolt start --foreground --json
  {"error": "--foreground prints no result that could be JSON", "code": "usage", "hint": "bd dolt start --json"}
  [2]
  $ bd dolt nonsense
  Error: no command "dolt nonsense"
  Hint: bd --help
  [2]

The databases of the server, and whose they are. (tests/transcripts/town/lost_metadata.t drops one.)

  $ bd dolt list | grep "^shared_by_tests " | sed 's/  */ /g; s/[0-9,]* issues*/N issues/; s/[0-9.]* [KM]B .*/SIZE PLACES/'
  shared_by_tests demo-… N issues TIME SIZE PLACES
  $ bd dolt drop shared_by_tests --yes 2>&1 | sed 's/^Error: .* uses/Error: PLACE uses/' | head -1
  Error: PLACE uses the database shared_by_tests
  $ bd dolt drop nothing_of_this_name
  Error: the server has no database nothing_of_this_name
  Hint: bd dolt list
  [1]
  $ bd dolt drop shared_by_tests --readonly
  Error: dolt drop writes, and --readonly is given
  Hint: the same command without --readonly
  [1]
