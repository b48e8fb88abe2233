An issue gets another id. Its children, its dependencies and its comments follow; the old id finds it.

  $ bd create "Tune the piano" -t epic --id demo-harp && bd create "Buy strings" --parent demo-harp && bd create "Concert" --id demo-gig --deps demo-harp.1
  Created demo-harp: Tune the piano
  Created demo-harp.1: Buy strings
  Created demo-gig: Concert
  $ bd rename demo-harp demo-wing
  Renamed demo-harp to demo-wing
  Renamed demo-harp.1 to demo-wing.1
  2 references followed
  $ bd list
  ○ demo-gig    P2 task Concert
  ○ demo-wing.1 P2 task Buy strings
  ○ demo-wing   P2 epic Tune the piano
  $ bd show demo-harp.1
  ○ demo-wing.1  Buy strings
    P2 · task · open
    created just now by Test Person, updated just now
  
  Parent:
    ○ demo-wing Tune the piano
  
  Needed by:
    ○ demo-gig (blocks) Concert
  
  $ bd dep list demo-gig
  blocks  ○ demo-wing.1 Buy strings
  $ bd rename demo-gig demo-play --json
  {"renamed": {"demo-gig": "demo-play"}, "references": 1, "commit": "HASH"}
  $ bd close demo-gig --force -r "played"
  Closed demo-play: Concert
  $ bd log -n 2 | grep bd:
    bd: close demo-play: played
    bd: rename demo-gig to demo-play
  Showing 2, and there are more (--limit 0 for all)

What cannot be is refused.

  $ bd rename demo-play demo-wing
  Error: demo-wing exists already
  Hint: bd show demo-wing
  [1]
  $ bd rename demo-play gala
  Error: "gala" has no prefix
  Hint: bd rename demo-play demo-gala
  [1]
  $ bd rename demo-play "a b"
  Error: the id 'a b' holds white space or an invisible character
  Hint: bd rename --help
  [1]
  $ bd rename demo-none demo-x
  Error: no issue found matching "demo-none"
  Hint: bd list --all
  [1]
  $ bd rename demo-play
  Error: NEW is missing
  Hint: bd rename --help
  [2]

A prefix is renamed for all issues that have it.

  $ bd rename-prefix demo Music.room --dry-run
  Would rename demo-play to Music.room-play
  Would rename demo-wing to Music.room-wing
  Would rename demo-wing.1 to Music.room-wing.1
  $ bd rename-prefix demo Music.room
  Renamed demo-play to Music.room-play
  Renamed demo-wing to Music.room-wing
  Renamed demo-wing.1 to Music.room-wing.1
  3 references followed
  $ bd show demo-play demo-gig demo-harp.1 | grep Music
  ✓ Music.room-play  Concert
    ○ Music.room-wing.1 (blocks) Buy strings
  ○ Music.room-wing.1  Buy strings
    ○ Music.room-wing Tune the piano
    ✓ Music.room-play (blocks) Concert
  $ bd create "Polish it" --json | cut -c1-18
  {"id": "Music.room
  $ bd rename-prefix demo again
  Error: no issue's id begins with demo-
  Hint: bd list --all   (shows the ids)
  [1]
  $ bd rename-prefix Music.room "no prefix"
  Error: not a prefix: "no prefix" (letters, digits, dots, - and _; at most 64)
  Hint: such as no-prefix
  [1]
  $ bd undo --dry-run | tail -1
  Nothing was changed
