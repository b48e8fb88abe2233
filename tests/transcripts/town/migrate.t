An older layout: the database of a rig in its clone's `.beads/dolt`.

  $ gt install --quiet > /dev/null && cd gt && gt rig add widget ~/code/widget --prefix wg
  Added widget in HOME/gt/widget/mayor/rig: ids are wg-…
  $ gt dolt migrate --dry-run
  No database has an older layout
  $ cd widget && bd create "One" --id wg-1 && bd create "Two" --id wg-2 && cd ..
  Created wg-1: One
  Created wg-2: Two
  $ gt dolt stop
  Stopped the server (pid PID)
  $ beads=widget/mayor/rig/.beads; mkdir $beads/dolt && mv .dolt-data/widget $beads/dolt/beads && sed -i 's/"dolt_database": "widget"/"dolt_database": "beads"/' $beads/metadata.json
  $ gt dolt migrate --dry-run
  widget/mayor/rig/.beads/dolt/beads
    to be the database widget, of widget
    SIZE
  $ gt --readonly dolt migrate
  Error: dolt migrate writes, and --readonly is given
  Hint: the same command without --readonly
  [1]
  $ gt dolt migrate
  widget/mayor/rig/.beads/dolt/beads
    is the database widget, of widget
    6 rows verified
    the old one is widget/mayor/rig/.beads/dolt.migrated-DATE/beads
  Copying HOME/gt/widget/mayor/rig/.beads/dolt/beads
  $ gt dolt migrate
  No database has an older layout
  $ bd -C widget list
  ○ wg-2 P2 task Two
  ○ wg-1 P2 task One
  $ ls -A widget/mayor/rig/.beads
  .gitignore
  dolt.migrated-DATE
  metadata.json
  metadata.json.migrated-DATE
  $ gt dolt migrate --from ~/nothing
  Error: HOME/nothing holds no Dolt database
  Hint: ls -A HOME/nothing
  [1]

Each metadata.json says what is so.

  $ gt dolt fix-metadata
  hq      is right
  widget  is right
  $ sed -i 's/"dolt_database": "widget"/"dolt_database": "elsewhere"/' widget/mayor/rig/.beads/metadata.json
  $ bd -C widget list
  Error: the server at HOME/gt/daemon/dolt.sock has no database elsewhere, which this workspace names; it is not created again, empty
  Hint: gt dolt list   (then `gt dolt recover elsewhere`, or `gt dolt fix-metadata`)
  [1]
  $ gt dolt fix-metadata --dry-run
  hq      is right
  widget  differs
    dolt_database: elsewhere -> widget
  $ gt --readonly dolt fix-metadata
  Error: dolt fix-metadata writes, and --readonly is given
  Hint: the same command without --readonly
  [1]
  $ gt dolt fix-metadata
  hq      is right
  widget  differs
    dolt_database: elsewhere -> widget
    the old one is HOME/gt/widget/mayor/rig/.beads/metadata.json.migrated-DATE
  Wrote HOME/gt/widget/mayor/rig/.beads/metadata.json
  $ gt dolt fix-metadata --json
  [{"rig": "hq", "path": "HOME/gt/.beads/metadata.json", "changes": []},
   {"rig": "widget", "path": "HOME/gt/widget/mayor/rig/.beads/metadata.json", "changes": []}]

A project that has its issues on one's own server brings them along.

  $ mkdir ~/code/api && cd ~/code/api && git init -q && bd init && bd create "Of old" --id api-1
  Made .beads, database api: ids are api-…
  Next: bd create "what is to be done"
  Created api-1: Of old
  $ git add .beads && git commit -q -m "beads" && cd ~/gt
  $ gt rig add api ~/code/api
  Error: the server at HOME/gt/daemon/dolt.sock has no database api, which this workspace names; it is not created again, empty
  Hint: stop your own server (bd dolt stop), then: gt dolt migrate --from HOME/.beads/dolt/api
  [11]
  $ gt dolt migrate --from ~/.beads/dolt/api
  HOME/.beads/dolt/api
    stays: HOME/.beads/dolt/api is served by dolt (pid PID); it is left alone
  Copying HOME/.beads/dolt/api
  [1]
  $ bd -C ~/code/api dolt stop
  Stopped the server (pid PID)
  $ gt dolt migrate --from ~/.beads/dolt/api
  HOME/.beads/dolt/api
    is the database api, of no rig
    5 rows verified
    the old one is HOME/.beads/dolt/api.migrated-DATE
  Copying HOME/.beads/dolt/api
  The server is stopped for a moment, and started again
  $ gt dolt list
  hq      served  0 issues  TIME  SIZE
  api     served  1 issue   TIME  SIZE  of no rig
  widget  served  2 issues  TIME  SIZE
  $ gt rig add api ~/code/api
  Added api in HOME/gt/api/mayor/rig: ids are api-…
  $ bd -C api list
  ○ api-1 P2 task Of old
  $ bd -C ~/code/api list
  Error: the server at HOME/.beads/server/dolt.sock has no database api, which this workspace names; it is not created again, empty
  Hint: bd where, then bring the data back from its remote or backup, or correct metadata.json
  [1]
