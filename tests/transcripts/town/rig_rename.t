A rig gets another name. Its ids stay.

  $ gt install --quiet > /dev/null && cd gt && gt rig add widget ~/code/widget --prefix wg
  Added widget in HOME/gt/widget/mayor/rig: ids are wg-…
  $ bd -C widget create "Axle" --id wg-1
  Created wg-1: Axle
  $ gt rig rename widget gears
  Renamed widget to gears, in HOME/gt/gears/mayor/rig: ids are wg-…
  The server is stopped for a moment, and started again
  $ gt rig list
  gears  wg-…  HOME/code/widget
  $ bd show wg-1 --json | grep -o '"id": "wg-1"' | head -1
  "id": "wg-1"
  $ ls
  daemon
  gears
  mayor
  $ gt rig rename widget gears
  Error: no rig "widget" in HOME/gt
  Hint: the rigs are: gears
  [1]
  $ gt rig rename gears gears
  Error: the town has a rig gears already
  Hint: gt rig show gears
  [1]
  $ gt rig rename gears "The Rig"
  Error: not a name for a rig: "The Rig"
  Hint: small letters, digits, _ and -, 48 at most: gastown
  [1]
  $ gt rig rename gears widget --json
  {"renamed": "gears", "name": "widget", "prefix": "wg", "path": "HOME/gt/widget/mayor/rig"}
