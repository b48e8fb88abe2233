Outside a town.

  $ gt ready
  Error: HOME is in no town, and there is none in HOME/gt
  Hint: gt install
  [1]
  $ gt rig list
  Error: HOME is in no town, and there is none in HOME/gt
  Hint: gt install
  [1]
  $ gt dolt start
  Error: HOME is in no town, and there is none in HOME/gt
  Hint: gt install
  [1]
  $ gt daemon start
  Error: HOME is in no town, and there is none in HOME/gt
  Hint: gt install
  [1]
  $ gt mail inbox
  Error: HOME is in no town, and there is none in HOME/gt
  Hint: gt install
  [1]
  $ gt doctor
  Error: HOME is in no town, and there is none in HOME/gt
  Hint: gt install
  [1]
  $ gt status --json
  {"error": "HOME is in no town, and there is none in HOME/gt", "code": "no_town", "hint": "gt install"}
  [1]

With a file that is not as it should be.

  $ gt install --quiet > /dev/null && cd gt
  $ printf '{\n  "rigs": {"widget"}\n}\n' > mayor/rigs.json
  $ gt rig list
  Error: HOME/gt/mayor/rigs.json is damaged: line 2, column 20: Expecting ':' delimiter
  Hint: correct HOME/gt/mayor/rigs.json; it is never overwritten
  [1]
  $ gt status
  Error: HOME/gt/mayor/rigs.json is damaged: line 2, column 20: Expecting ':' delimiter
  Hint: correct HOME/gt/mayor/rigs.json; it is never overwritten
  [1]
  $ gt install
  Error: HOME/gt/mayor/rigs.json is damaged: line 2, column 20: Expecting ':' delimiter
  Hint: correct HOME/gt/mayor/rigs.json; it is never overwritten
  [1]
  $ echo '[]' > mayor/rigs.json && gt rig list
  Error: HOME/gt/mayor/rigs.json holds no JSON object
  Hint: correct HOME/gt/mayor/rigs.json; it is never overwritten
  [1]
  $ rm mayor/rigs.json && gt rig list
  Error: HOME/gt/mayor/rigs.json is missing
  Hint: gt install
  [1]
  $ gt install --quiet > /dev/null
  $ printf '{\n  "dolt_server": {"port": 3310\n}\n' > mayor/daemon.json
  $ gt dolt restart
  Error: HOME/gt/mayor/daemon.json is damaged: line 4, column 1: Expecting ',' delimiter
  Hint: correct HOME/gt/mayor/daemon.json; it is never overwritten
  [1]
  $ echo '{"dolt_server": {"port": "3310"}}' > mayor/daemon.json && gt daemon start
  Error: HOME/gt/mayor/daemon.json, line 1: dolt_server.port cannot be '3310'
  Hint: a whole number; correct HOME/gt/mayor/daemon.json
  [1]
  $ echo '{"dolt_server": {"port": 99999}}' > mayor/daemon.json && gt dolt restart
  Error: HOME/gt/mayor/daemon.json, line 1: port cannot be 99999: from 0 to 65535
  Hint: correct dolt_server.port there
  [1]
  $ echo '{"dolt_server": {"log_level": "loud"}}' > mayor/daemon.json && gt dolt restart
  Error: HOME/gt/mayor/daemon.json, line 1: log_level cannot be "loud": one of trace, debug, info, warning, error, fatal
  Hint: correct dolt_server.log_level there
  [1]

A port that is named is used or refused.

  $ echo '{}' > mayor/daemon.json && gt dolt stop
  Stopped the server (pid PID)
  $ python3 - <<'END'
  > import json, pathlib, socket, subprocess
  > with socket.create_server(("127.0.0.1", 0)) as held:
  >     port = held.getsockname()[1]
  >     pathlib.Path("mayor/daemon.json").write_text(json.dumps({"dolt_server": {"port": port}}))
  >     subprocess.run(["gt", "dolt", "start"])
  > END
  Error: port PORT is held by python3 (pid PID), which is left alone
  Hint: set dolt_server.port to 0   (the next free one) in HOME/gt/mayor/daemon.json
  $ gt dolt status
  state     stopped
  data dir  HOME/gt/.dolt-data
  log       HOME/gt/daemon/dolt-server.log
  databases
    hq  not served: no server of this town answers
  [3]
