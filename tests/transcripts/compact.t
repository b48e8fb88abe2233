What is closed and long over gives way to a summary; history keeps the rest.

  $ bd create "Rewrite the login" --id demo-1 -d "Sessions instead of tokens.
  > $(seq 1 300 | tr '\n' ' ')" --design "# Plan
  > first the tests" --notes "$(seq 1 100 | tr '\n' ' ')"
  Created demo-1: Rewrite the login
  $ bd create "Short" --id demo-2 -d "Nothing more to say."
  Created demo-2: Short
  $ bd create "Still open" --id demo-3 -d "$(seq 1 300)"
  Created demo-3: Still open
  $ bd comment demo-1 "Reviewed."
  Commented on demo-1
  $ bd close demo-1 demo-2 -r "merged as 3f2a"
  Closed demo-1: Rewrite the login
  Closed demo-2: Short
  $ bd compact
  Nothing to compact
  $ bd compact --older-than 90d --dry-run --json
  {"compacted": [], "skipped": [], "bytes_before": 0, "bytes_after": 0, "dry_run": true}
  $ bd compact demo-1 demo-2 demo-3 --dry-run
  demo-1  1.43 KB → 226 B  Rewrite the login
  demo-2 is left as it is: there is nothing to gain
  demo-3 is left as it is: it is open, not closed
  Would compact 1 issue, 1.43 KB → 226 B of text
  $ bd compact demo-1 demo-2 demo-3
  demo-1  1.43 KB → 226 B  Rewrite the login
  demo-2 is left as it is: there is nothing to gain
  demo-3 is left as it is: it is open, not closed
  Compacted 1 issue, 1.43 KB → 226 B of text
  $ bd show demo-1 | grep -v created
  ✓ demo-1  Rewrite the login
    P2 · task · closed
    closed just now by Test Person: merged as 3f2a
    compacted; bd restore demo-1 --view has all that it said
  
  Description:
    Rewrite the login
    Closed: merged as 3f2a
    Description: Sessions instead of tokens.
    Design: # Plan
    Notes: 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20 21 22 23 24 25 26 27 28 29 30 31 32 33 34 35 36 37 38 39 40 41 42 43…
  
  Comments:
    Test Person, TIME
      Reviewed.
  
  $ bd compact demo-1
  demo-1 is left as it is: it is compacted already
  Nothing to compact
  $ bd log -n 1
  HASH  TIME  Test Person
    bd: compact demo-1: Rewrite the login
  Showing 1, and there are more (--limit 0 for all)
  $ bd compact --older-than 0d --json
  {"compacted": [], "skipped": [], "bytes_before": 0, "bytes_after": 0, "dry_run": false}

A summary of one's own.

  $ bd create "Rewrite the logout" --id demo-4 -d "$(seq 1 300)" -q
  Created demo-4: Rewrite the logout
  $ bd close demo-4 -q
  Closed demo-4: Rewrite the logout
  $ bd compact demo-4 --summary "Done by sessions, too" --json | sed "s/[0-9a-f]\{64\}/DIGEST/"
  {"compacted": [{"id": "demo-4", "compaction_level": 1, "digest": "DIGEST", "commit": "HASH", "bytes_before": 1091, "bytes_after": 21, "summary": "Done by sessions, too"}], "skipped": [], "bytes_before": 1091, "bytes_after": 21, "dry_run": false, "commit": "HASH"}
  $ bd show demo-4 --json | grep -c '"description": "Done by sessions, too"'
  1

History is held against the digests.

  $ bd compact verify
  2 proofs verified: history has what they said
  $ bd compact verify demo-1 --json
  {"verified": 1, "failed": [], "unproven": []}
  $ bd compact verify demo-2
  No proofs to verify
  $ bd sql --write "UPDATE compactions SET digest = REPEAT('0', 64) WHERE issue_id = 'demo-1'"
  1 row changed
  $ bd sql --write "UPDATE compactions SET commit_hash = REPEAT('0', 32) WHERE issue_id = 'demo-4'"
  1 row changed
  $ bd compact verify | sed "s/[0-9a-f]\{64\}/DIGEST/"; bd compact verify > /dev/null
  FAILED demo-1, level 1: the digest differs
    commit    HASH
    expected  DIGEST
    found     DIGEST
  FAILED demo-4, level 1: the commit is gone
    commit    HASH
    expected  DIGEST
  2 of 2 proofs failed
  [1]
  $ bd compact verify demo-1 --json | sed "s/[0-9a-f]\{64\}/DIGEST/g"
  {"verified": 0, "failed": [{"id": "demo-1", "compaction_level": 1, "commit": "HASH", "expected": "DIGEST", "found": "DIGEST", "error": "the digest differs"}], "unproven": []}
  $ bd sql --write "DELETE FROM compactions WHERE issue_id = 'demo-4'"
  1 row changed
  $ bd compact verify demo-4
  demo-4 is compacted, and there is no proof of what it said
  No proofs to verify
  $ bd restore demo-4
  Error: demo-4 was compacted elsewhere: no commit of this tracker is known to have its texts
  Hint: bd history demo-4
  [1]

Refusals.

  $ bd compact demo-nope
  Error: no issue found matching "demo-nope"
  Hint: bd list --all
  [1]
  $ bd compact --summary "of what?"
  Error: a summary is of one issue
  Hint: bd compact ID --summary "what is to stay"
  [2]
  $ bd compact demo-1 demo-2 --summary "of which?"
  Error: a summary is of one issue
  Hint: bd compact ID --summary "what is to stay"
  [2]
  $ bd compact demo-1 --older-than 1y
  Error: named issues are compacted whatever their age
  Hint: leave out --older-than
  [2]
  $ bd compact --older-than "a while"
  Error: not an age: "a while"
  Hint: --older-than 90d, 6w, 1y
  [2]
  $ bd compact demo-3 --summary " "
  Error: the summary is empty
  Hint: bd compact --help
  [1]
  $ bd compact demo-3 --readonly
  Error: nothing is written in --readonly mode
  Hint: the same command without --readonly
  [1]
  $ bd compact verify demo-1 --all
  Error: --all and ids are both given
  Hint: bd compact verify --all
  [2]
  $ bd compact verify demo-nope
  Error: no issue found matching "demo-nope"
  Hint: bd list --all
  [1]
