Deleting is shown before it is done.

  $ bd create "Epic" -t epic --id demo-e
  Created demo-e: Epic
  $ bd create "Child" --id demo-1 --parent demo-e
  Created demo-1: Child
  $ bd create "Waits for the epic" --id demo-2 --deps demo-e
  Created demo-2: Waits for the epic
  $ bd comment demo-e "Is this still wanted?"
  Commented on demo-e
  $ bd delete demo-e
  Would delete:
  ○ demo-e P2 epic Epic
  With these dependencies:
    demo-2 depends on demo-e (blocks)
  With 1 comment
  Without a parent then: demo-1
  Nothing was deleted; --force does it
  $ bd delete demo-e --json
  {"deleted": ["demo-e"], "count": 1, "dry_run": true, "dependencies_removed": 1, "comments_removed": 1, "orphaned": ["demo-1"]}
  $ bd delete demo-e --force --dry-run | tail -1
  Nothing was deleted; --force does it
  $ bd count
  3
  $ bd delete demo-e --force --readonly
  Error: nothing is written in --readonly mode
  Hint: the same command without --readonly
  [1]

What is deleted stays in history, and what is printed leads there.

  $ bd delete demo-e --force > said
  $ cat said
  Deleted:
  ○ demo-e P2 epic Epic
  With these dependencies:
    demo-2 depends on demo-e (blocks)
  With 1 comment
  Without a parent then: demo-1
  History has it, at commit HASH.
  To see it there, or to bring it back:
    bd restore demo-e --view
    bd restore demo-e
  $ bd show demo-e
  Error: demo-e was deleted by Test Person, just now
  Hint: bd restore demo-e --view
  [1]
  $ bd show demo-1 --json | grep -c parent
  0
  [1]
  $ bd ready
  ○ demo-2 P2 task Waits for the epic
  ○ demo-1 P2 task Child
  $ grep -e --view said | sh | head -2
  As it was before it was deleted, at commit HASH:
  ○ demo-e  Epic
  $ tail -1 said | sh
  Restored:
  ○ demo-e P2 epic Epic
  With these dependencies:
    demo-2 depends on demo-e (blocks)
  With 1 comment
  demo-1 is a child of demo-e again
  From commit HASH
  $ bd show demo-e | grep -v created
  ○ demo-e  Epic
    P2 · epic · open
    0 of 1 child closed
  
  Children:
    ○ demo-1 Child
  
  Needed by:
    ○ demo-2 (blocks) Waits for the epic
  
  Comments:
    Test Person, TIME
      Is this still wanted?
  
  $ bd blocked
  ○ demo-2 P2 task Waits for the epic <- demo-e

A child names its parent.

  $ bd delete demo-1
  Would delete:
  ○ demo-1 P2 task Child
  With these dependencies:
    demo-1 is a child of demo-e
  Nothing was deleted; --force does it

All of them or none.

  $ bd delete demo-1 demo-nope --force
  Error: no issue found matching "demo-nope"
  Hint: bd list --all
  [1]
  $ bd delete
  Error: ID is missing
  Hint: bd delete --help
  [2]
  $ bd delete demo-1 demo-2 --force --json | sed 's/"recover".*//'
  {"deleted": ["demo-1", "demo-2"], "count": 2, "dry_run": false, "dependencies_removed": 1, "comments_removed": 0, "orphaned": [],
  $ bd list
  ○ demo-e P2 epic Epic
  $ bd log -n 1
  HASH  TIME  Test Person
    bd: delete demo-1: Child
    bd: delete demo-2: Waits for the epic
  Showing 1, and there are more (--limit 0 for all)

A part of an id is not enough to delete by: an issue that is gone must not mean its neighbour.

  $ bd create "One" --id demo-zed -q
  Created demo-zed: One
  $ bd create "Another" --id demo-zed2 -q
  Created demo-zed2: Another
  $ bd delete demo-zed --force | head -2
  Deleted:
  ○ demo-zed P2 task One
  $ bd delete demo-zed --force
  Error: no issue found matching "demo-zed"
  Hint: bd show demo-zed2
  [1]
  $ bd delete zed2 --force | head -2
  Deleted:
  ○ demo-zed2 P2 task Another
