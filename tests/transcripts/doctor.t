The doctor looks for what no command would have written. The server is not only ours here, so its own checks are in tests/town/doctor.

  $ bd create "One" --id demo-1 --silent
  demo-1
  $ bd doctor --check dangling-parents,dependency-cycles
  data  2 ok
  2 checks: 2 ok
  $ printf '%s\n' '{"id":"demo-2","title":"A part","parent":"demo-9","issue_type":"task","status":"opne","priority":2,"created_at":"2026-01-01T00:00:00Z","updated_at":"2026-01-01T00:00:00Z"}' > part.jsonl
  $ bd import part.jsonl --quiet
  Imported part.jsonl: 1 row
          1 created
          1 kept with a warning
  
  Kept, but unusual:
    1 issue with a status that this tracker does not know: opne; kept (demo-2)
    1 issue with a parent that is not there: demo-9; kept (demo-2)
  $ bd doctor --check dangling-parents --check unknown-types --check dependency-cycles
  data  1 ok, 2 warnings
    warning  dangling-parents: demo-2: its parent demo-9 is not there
             Hint: bd update ID --parent PARENT   ("" takes it out)
    warning  unknown-types: the status "opne" is not known; 1 row has it, that of
             demo-2 for one
             Hint: bd config set status.custom NAME:CATEGORY,…
  3 checks: 1 ok, 2 warnings
  $ bd doctor --check dangling-parents --verbose
  data  1 warning
    warning  dangling-parents: demo-2: its parent demo-9 is not there
             Hint: bd update ID --parent PARENT   ("" takes it out)
  1 check: 1 warning
  $ bd doctor --check dangling-parents,schema-version --json
  {"checks": [{"name": "schema-version", "group": "data", "state": "ok", "status": "ok", "message": "version 2", "evidence": []}, {"name": "dangling-parents", "group": "data", "state": "warning", "status": "warning", "message": "demo-2: its parent demo-9 is not there", "evidence": ["demo-2: its parent demo-9 is not there"], "hint": "bd update ID --parent PARENT   (\"\" takes it out)"}], "errors": 0, "warnings": 1}

A warning is no failure. What nobody wants to hear of is silenced, by name.

  $ bd config set doctor.skip dangling-parents
  Set doctor.skip to dangling-parents
  $ bd doctor --check dangling-parents --skip dangling-parents
  data  1 skipped
    skipped  silenced: dangling-parents
  1 check: 1 skipped
  $ bd doctor --json | python3 -c 'import json, sys; print([c["name"] for c in json.load(sys.stdin)["checks"] if c["message"] == "silenced"])'
  ['dangling-parents']

Names are checked, and a check of a whole town is none of a workspace.

  $ bd doctor --check dangling-parent
  Error: no check "dangling-parent"
  Hint: is it dangling-parents?
  [2]
  $ bd doctor --check rigs-registry
  Error: rigs-registry is a check of a whole town
  Hint: gt doctor --check rigs-registry
  [2]
  $ bd doctor --fix --readonly
  Error: nothing is repaired in --readonly mode
  Hint: the same command without --readonly
  [1]

Metadata that cannot be read is an error, and what cannot be examined then is not called well.

  $ cp .beads/metadata.json kept.json && echo '{' > .beads/metadata.json
  $ bd doctor --check metadata-files,dangling-parents | tail -n 1
  2 checks: 1 error, 1 skipped
  $ cp kept.json .beads/metadata.json
