A repository may name any server. It is contacted after the person has trusted it, for this project.

  $ sed -i 's/"dolt_database"/"dolt_server_host": "vault.example.org",\n  "dolt_server_port": 3306,\n  &/' .beads/metadata.json
  $ bd list
  Error: metadata.json names the server vault.example.org:3306, which you have not trusted for project UUID; it was not contacted
  Hint: bd trust vault.example.org:3306   (if you know who runs it)
  [3]
  $ bd list --json
  {"error": "metadata.json names the server vault.example.org:3306, which you have not trusted for project UUID; it was not contacted", "code": "untrusted_server", "hint": "bd trust vault.example.org:3306   (if you know who runs it)"}
  [3]
  $ bd where | grep -A1 "^server"
  server     vault.example.org:3306
             not trusted, and not contacted: bd trust vault.example.org:3306   (if you know who runs it)
  $ bd trust vault.example.org:3306 --tls
  Trusted vault.example.org:3306 for project UUID
  $ bd where | grep -A1 "^server"
  server     vault.example.org:3306
             1 flags            -
  $ bd trust --list | grep vault.example.org
  server    vault.example.org:3306  project UUID, with TLS
  $ bd trust --remove vault.example.org:3306
  vault.example.org:3306 is no longer trusted
  $ bd list 2>&1 | grep -c "have not trusted"
  1

A port that the person sets is theirs; the host of the repository is not.

  $ bd dolt set port 3399
  port = 3399
  $ bd list 2>&1 | grep -c "have not trusted"
  1
  $ bd dolt set host ""
  host is no longer set
  $ bd dolt set port ""
  port is no longer set

A password file, like every secret, is the person's to name.

  $ bd trust vault.example.org:3306 --password-file ./none
  Error: no file HERE/none
  Hint: bd trust --help
  [1]
  $ bd trust vault.example.org
  Error: no server is called 'vault.example.org'
  Hint: bd trust HOST:PORT
  [1]
  $ bd trust -- -x:1
  Error: no host is called '-x'
  Hint: a name like db.example.org, or an address
  [1]
  $ bd trust
  Error: trust takes one server, or one of its flags
  Hint: bd trust HOST:PORT
  [2]
  $ bd trust vault.example.org:3306 --list
  Error: trust takes one server, or one of its flags
  Hint: bd trust HOST:PORT
  [2]
  $ bd trust vault.example.org:3306 --readonly
  Error: trust writes, and --readonly is given
  Hint: the same command without --readonly
  [1]
  $ bd trust --remove nobody.example.org:1
  Error: nobody.example.org:1 is not trusted
  Hint: bd trust --list
  [1]

A redirect leads out of the repository only where the person trusts it.

  $ mkdir -p inner/.beads elsewhere && cp -r .beads elsewhere/ && echo ../elsewhere/.beads > inner/.beads/redirect
  $ bd -C inner list
  Error: HERE/inner/.beads/redirect leads out of this repository to HERE/elsewhere/.beads, which you have not trusted; nothing was read there
  Hint: bd trust --redirect HERE/elsewhere/.beads   (if it is yours)
  [1]
  $ bd -C inner trust --redirect elsewhere/.beads
  Error: nothing above HERE/inner leads to HERE/inner/elsewhere/.beads
  Hint: bd where
  [1]
  $ bd -C inner trust --redirect ../elsewhere/.beads
  Trusted that HERE/inner/.beads leads to HERE/elsewhere/.beads
  $ bd -C inner list
  No issues
  $ bd trust --remove "$PWD/elsewhere/.beads"
  HERE/elsewhere/.beads is no longer trusted
  $ bd -C inner list 2>&1 | grep -c "have not trusted"
  1
  $ rm -r inner elsewhere

A file in a repository makes no town, and nobody somebody else.

  $ mkdir mayor && echo '{}' > mayor/town.json
  $ bd list
  No issues
  $ gt status
  Error: HERE has mayor/town.json, but was not made as a town on this machine
  Hint: bd trust --town HERE   (if it is yours)
  [1]
  $ rm -r mayor
  $ printf 'actor: mallory\ndolt.auto-commit: off\n' > .beads/config.yaml
  $ bd create "Mine" --id demo-1 -q
  Created demo-1: Mine
  $ bd show demo-1 --json | grep -o '"created_by": "[^"]*"'
  "created_by": "Test Person"
  $ bd where | grep "^passed over"
  passed over  actor = mallory in .beads/config.yaml: only you set it, by `bd config set actor VALUE`
  passed over  dolt.auto-commit = off in .beads/config.yaml: only you set it, by `bd config set dolt.auto-commit VALUE`
