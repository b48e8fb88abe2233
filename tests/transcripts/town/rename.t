Another rig's dependency keeps the old id and is named. The prefix of a rig is the town's.

  $ gt install --quiet > /dev/null && cd gt && gt rig add widget ~/code/widget --prefix wg && gt rig add gears ~/code/widget --prefix gr
  Added widget in HOME/gt/widget/mayor/rig: ids are wg-…
  Added gears in HOME/gt/gears/mayor/rig: ids are gr-…
  widget is a clone of HOME/code/widget, too: each of the two rigs has issues of its own
  $ bd -C widget create "Axle" --id wg-axle && bd -C gears create "Cog" --id gr-cog && bd -C gears dep add gr-cog wg-axle
  Created wg-axle: Axle
  Created gr-cog: Cog
  gr-cog now depends on wg-axle (blocks)
  $ cd widget && bd rename wg-axle wg-shaft
  Renamed wg-axle to wg-shaft
  gr-cog of gears still names wg-axle: bd dep remove gr-cog wg-axle && bd dep add gr-cog wg-shaft -t blocks
  $ bd dep remove gr-cog wg-axle && bd dep add gr-cog wg-shaft && bd blocked
  gr-cog no longer depends on wg-axle (blocks)
  gr-cog now depends on wg-shaft (blocks)
  Nothing is blocked
  $ bd show wg-axle | head -1
  ○ wg-shaft  Axle
  $ bd rename wg-shaft gr-shaft
  Error: gr-shaft is an id of gears, by the town's routes
  Hint: gt rig list
  [2]
  $ bd rename gr-cog gr-wheel && bd -C ../gears list
  Renamed gr-cog to gr-wheel
  1 reference followed
  ○ gr-wheel P2 task Cog
  $ bd rename-prefix wg web
  Error: the town HOME/gt leads ids to this rig by their prefix
  Hint: gt rig list
  [1]
