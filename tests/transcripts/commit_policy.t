Every write is a commit, unless this machine's copy says otherwise.

  $ bd config set dolt.auto-commit maybe
  Error: the setting dolt.auto-commit is "maybe", not on or off
  Hint: bd config set dolt.auto-commit on
  [1]
  $ bd config set dolt.auto-commit off
  Set dolt.auto-commit to off
  $ bd config get dolt.auto-commit
  off
  $ bd create "Write the report" --id demo-1
  Created demo-1: Write the report
  $ bd create "Collect the data" --id demo-2
  Created demo-2: Collect the data
  $ BEADS_ACTOR=alice bd close demo-2 -r "in data.csv"
  Closed demo-2: Collect the data
  $ bd list --all
  ✓ demo-2 P2 task Collect the data
  ○ demo-1 P2 task Write the report
  $ bd log --grep demo-
  No commits
  3 writes wait to be committed and are not shown: bd dolt commit
  $ bd history demo-1
  Error: demo-1 is in no commit yet, and so has no history
  Hint: bd dolt commit
  [1]
  $ bd log --issue demo-1
  Error: demo-1 is in no commit yet, and so has no history
  Hint: bd dolt commit
  [1]
  $ bd activity
  TIME  Test Person  migrated   to 0002_conflicts_and_compactions
  3 writes wait to be committed and are not shown: bd dolt commit
  $ bd dolt status | tail -1
  uncommitted  3 writes: bd dolt commit
  $ bd dolt status --json | grep -o '"uncommitted.*'
  "uncommitted_writes": 3}

Whoever commits has one commit that names every write, and whose it was.

  $ bd dolt commit --readonly
  Error: nothing is written in --readonly mode
  Hint: the same command without --readonly
  [1]
  $ bd dolt commit
  Committed HASH
    bd: 3 writes (by Test Person, alice)
    bd: create demo-1: Write the report
    bd: create demo-2: Collect the data
    bd: close demo-2: in data.csv (by alice)
  $ bd log -n 1 --json | grep -o '"author.*' | sed 's/"operation.*//'
  "author": "Test Person", "email": "test@example.org", "date": "TIME", "message": "bd: 3 writes (by Test Person, alice)\n\nbd: create demo-1: Write the report\nbd: create demo-2: Collect the data\nbd: close demo-2: in data.csv (by alice)", "issues": ["demo-1", "demo-2"],
  $ bd log --grep alice -n 1
  HASH  TIME  Test Person
    bd: 3 writes (by Test Person, alice)
    bd: create demo-1: Write the report
    bd: create demo-2: Collect the data
    bd: close demo-2: in data.csv (by alice)
  $ bd dolt commit
  Nothing changed
  $ bd dolt commit --json
  {"committed": false, "writes": 0}
  $ bd dolt status | grep -c uncommitted
  0
  [1]

What changes nothing in the end is no commit.

  $ bd update demo-1 -p 2
  Updated demo-1: Write the report
  $ bd dolt commit
  Nothing changed
  $ bd create "By mistake" --id demo-x
  Created demo-x: By mistake
  $ bd delete demo-x --force -q > said
  $ bd dolt commit
  Nothing changed

A message of one's own comes first. A batch is one write.

  $ printf '{"op": "create", "title": "One", "id": "demo-3"}\n{"op": "close", "id": "demo-3"}\n' | bd batch -
  create demo-3: One
  close demo-3: One
  $ bd comment demo-1 "Nearly done"
  Commented on demo-1
  $ bd dolt commit -m "Plan the release" --json
  {"committed": true, "commit": "HASH", "writes": 2, "message": "Plan the release\n\nbd: batch standard input: 2 operations\nbd: create demo-3: One\nbd: close demo-3: One\nbd: comment demo-1: Nearly done"}
  $ bd log -n 1
  HASH  TIME  Test Person
    Plan the release
    bd: batch standard input: 2 operations
    bd: create demo-3: One
    bd: close demo-3: One
    bd: comment demo-1: Nearly done
  Showing 1, and there are more (--limit 0 for all)

A write that is to be committed at once commits first what waits, under the name of whoever made it.

  $ BEADS_ACTOR=alice bd create "Four" --id demo-4
  Created demo-4: Four
  $ BEADS_ACTOR=alice bd create "Five" --id demo-5
  Created demo-5: Five
  $ bd config set dolt.auto-commit on
  Set dolt.auto-commit to on
  $ bd create "Six" --id demo-6
  Created demo-6: Six
  $ bd log -n 2
  HASH  TIME  Test Person
    bd: create demo-6: Six
  HASH  TIME  alice
    bd: 2 writes
    bd: create demo-4: Four
    bd: create demo-5: Five
  Showing 2, and there are more (--limit 0 for all)
  $ bd config set dolt.auto-commit off
  Set dolt.auto-commit to off
  $ BEADS_ACTOR=alice bd create "Seven" --id demo-7
  Created demo-7: Seven
  $ BEADS_ACTOR=bob bd create "Eight" --id demo-8
  Created demo-8: Eight
  $ bd config unset dolt.auto-commit
  Unset dolt.auto-commit, which was off
  $ bd create "Nine" --id demo-9
  Created demo-9: Nine
  $ bd log -n 2
  HASH  TIME  Test Person
    bd: create demo-9: Nine
  HASH  TIME  bob
    bd: 2 writes (by alice, bob)
    bd: create demo-7: Seven (by alice)
    bd: create demo-8: Eight
  Showing 2, and there are more (--limit 0 for all)

So does a fork of the branch.

  $ bd config set dolt.auto-commit off
  Set dolt.auto-commit to off
  $ BEADS_ACTOR=alice bd create "Ten" --id demo-10
  Created demo-10: Ten
  $ bd branch create $BD_BRANCH-w
  Made branch BRANCH-w from BRANCH, at HASH
  To work on it: export BD_BRANCH=BRANCH-w
  $ bd log -n 1
  HASH  TIME  alice
    bd: create demo-10: Ten
  Showing 1, and there are more (--limit 0 for all)
  $ bd branch delete $BD_BRANCH-w
  Deleted branch BRANCH-w, which was at HASH
  $ bd dolt set dolt.auto-commit sometimes
  Error: the setting dolt.auto-commit is "sometimes", not on or off
  Hint: bd config set dolt.auto-commit on
  [1]

What waits is committed before something is deleted, so that history has it.

  $ bd config set dolt.auto-commit off
  Set dolt.auto-commit to off
  $ bd create "Never committed by hand" --id demo-wait -d "all of it" -q
  Created demo-wait: Never committed by hand
  $ bd delete demo-wait --force | head -2
  Deleted:
  ○ demo-wait P2 task Never committed by hand
  $ bd restore demo-wait -q | head -1
  Restored:
  $ bd show demo-wait --json | grep -o "all of it"
  all of it

What several people wrote is nobody's to undo unasked.

  $ BEADS_ACTOR=alice bd create "By alice" --id demo-alice -q
  Created demo-ID: By alice
  $ BEADS_ACTOR=dan bd create "By dan" --id demo-dan -q
  Created demo-dan: By dan
  $ BEADS_ACTOR=dan bd dolt commit -q
  Committed HASH
    bd: 2 writes (by alice, dan)
    bd: create demo-ID: By alice (by alice)
    bd: create demo-dan: By dan
  $ BEADS_ACTOR=dan bd undo
  Error: nothing that dan wrote on this branch is left to undo
  Hint: bd log
  [1]
  $ bd config unset dolt.auto-commit
  Unset dolt.auto-commit, which was off
