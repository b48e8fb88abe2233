Settings are shared by every clone, except those of one machine.

  $ bd config list
  issue_prefix = demo  (database shared_by_tests)
  $ bd config set status.custom "in_review:active,qa:wip"
  Set status.custom to in_review:active,qa:wip
  $ bd config get status.custom
  in_review:active,qa:wip
  $ bd config get status.custom --json
  {"key": "status.custom", "value": "in_review:active,qa:wip"}
  $ bd create "Review it" --id demo-1
  Created demo-1: Review it
  $ bd update demo-1 -s in_review
  Updated demo-1: Review it
  $ bd config set types.custom experiment --json
  {"key": "types.custom", "value": "experiment", "commit": "HASH"}
  $ bd create "Try it" -t experiment --id demo-2
  Created demo-2: Try it
  $ bd config set actor Alice
  Set actor to Alice
  $ ls .beads
  metadata.json
  $ bd config get actor
  Alice
  $ bd config set my-tool.color blue
  Set my-tool.color to blue
  $ bd config list
  actor = Alice                            (yours alone)
  issue_prefix = demo                      (database shared_by_tests)
  my-tool.color = blue                     (database shared_by_tests)
  status.custom = in_review:active,qa:wip  (database shared_by_tests)
  types.custom = experiment                (database shared_by_tests)
  $ bd config list --json
  {"actor": "Alice", "issue_prefix": "demo", "my-tool.color": "blue", "status.custom": "in_review:active,qa:wip", "types.custom": "experiment"}
  $ bd config unset my-tool.color
  Unset my-tool.color, which was blue
  $ bd config unset actor --json
  {"key": "actor", "value": "Alice"}
  $ bd config set issue_prefix api-
  Set issue_prefix to api
  $ bd create "Named anew" --silent | cut -d- -f1
  api

A setting that is not set shows its default.

  $ bd config get sync.mode
  dolt-native
  sync.mode is not set: this is its default
  $ bd config get sync.mode --json
  {"key": "sync.mode", "value": "dolt-native", "default": true}
  $ bd config get dolt.auto-commit
  true
  dolt.auto-commit is not set: this is its default
  $ bd config get ready.sort
  priority
  ready.sort is not set: this is its default
  $ bd config set sync.mode git-portable
  Set sync.mode to git-portable
  $ bd config get sync.mode --json
  {"key": "sync.mode", "value": "git-portable"}
  $ bd config set sync.mode carrier-pigeon
  Error: sync.mode cannot be "carrier-pigeon"
  Hint: one of dolt-native, git-portable, belt-and-suspenders, realtime
  [1]
  $ bd config unset sync.mode
  Unset sync.mode, which was git-portable

Like git, an unset key without a default is an error.

  $ bd config get my-tool.color
  Error: "my-tool.color" is not set
  Hint: bd config list
  [1]
  $ bd config get actor --json
  {"error": "\"actor\" is not set", "code": "not_found", "hint": "bd config list"}
  [1]
  $ bd config unset my-tool.color
  Error: "my-tool.color" is not set
  Hint: bd config list
  [1]
  $ bd config unset actor
  Error: "actor" is not set
  Hint: bd config list
  [1]

A value with which the tracker could not work is not written.

  $ bd config set status.custom "in_review:someday"
  Error: status.custom: unknown category "someday" of status "in_review"
  Hint: one of active, wip, done, frozen
  [1]
  $ bd config set status.custom "closed:active"
  Error: status.custom: "closed" is built in, and its category stays
  Hint: bd config set --help
  [1]
  $ bd config set types.custom "two words"
  Error: types.custom: not a name: "two words"
  Hint: letters, digits, - and _, at most 64
  [1]
  $ bd config set issue_prefix "No Good"
  Error: not a prefix: "No Good" (letters in lower case, digits, - and _; at most 20)
  Hint: bd config set issue_prefix no-good
  [1]
  $ bd config unset issue_prefix
  Error: a tracker needs its issue_prefix
  Hint: bd config set issue_prefix PREFIX
  [1]
  $ bd config set dolt.lock-timeout soon
  Error: the setting dolt.lock-timeout is "soon", not a number
  Hint: bd config set dolt.lock-timeout 60
  [1]
  $ bd config set "two words" x
  Error: not a key: "two words"
  Hint: a key like issue_prefix or my-tool.color
  [1]
  $ bd config set "" x
  Error: not a key: ""
  Hint: a key like issue_prefix or my-tool.color
  [1]
  $ bd config set only-a-key
  Error: VALUE is missing
  Hint: bd config set --help
  [2]
  $ bd config set my-tool.color red --readonly
  Error: nothing is written in --readonly mode
  Hint: the same command without --readonly
  [1]
  $ bd config set actor Bob --readonly
  Error: nothing is written in --readonly mode
  Hint: the same command without --readonly
  [1]
  $ bd config
  Usage: bd config COMMAND [options]
  
    config get           print a setting
    config set           change a setting
    config list          list all settings, and their origins
    config unset         unset a setting
  [2]
  $ bd config list
  issue_prefix = api                       (database shared_by_tests)
  status.custom = in_review:active,qa:wip  (database shared_by_tests)
  types.custom = experiment                (database shared_by_tests)

Scripts and agents keep values of their own.

  $ bd kv list
  No values are kept
  $ bd kv set deploy.last 2026-02-11
  Set deploy.last to 2026-02-11
  $ bd kv set deploy.last 2026-02-12 --json
  {"key": "deploy.last", "value": "2026-02-12", "commit": "HASH"}
  $ bd kv get deploy.last
  2026-02-12
  $ bd kv get deploy.last --json
  {"key": "deploy.last", "value": "2026-02-12"}
  $ bd kv list
  deploy.last = 2026-02-12
  $ bd kv list --json
  {"deploy.last": "2026-02-12"}
  $ bd config list --json
  {"issue_prefix": "api", "status.custom": "in_review:active,qa:wip", "types.custom": "experiment"}
  $ bd kv unset deploy.last
  Unset deploy.last, which was 2026-02-12
  $ bd kv get deploy.last
  Error: no value is stored as "deploy.last"
  Hint: bd kv list
  [1]
  $ bd kv unset deploy.last
  Error: no value is stored as "deploy.last"
  Hint: bd kv list
  [1]

Words that a merge or another program has left there do not lock the tracker: what has an unknown category counts as wip.

  $ bd sql --write "REPLACE INTO config (\`key\`, value) VALUES ('status.custom', 'qa:later')"
  2 rows changed
  $ bd create "Try it" --id api-9 -q
  Created api-9: Try it
  $ bd update api-9 -s qa
  Updated api-9: Try it
  $ bd ready --json | grep -c '"api-9"'
  0
  [1]
  $ bd config set status.custom qa:frozen
  Set status.custom to qa:frozen
  $ bd config unset status.custom
  Unset status.custom, which was qa:frozen
