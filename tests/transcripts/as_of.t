The tracker as it was: at a commit, a branch, a tag or a date.

  $ bd create "Fix the login" --id demo-1
  Created demo-1: Fix the login
  $ bd create "Write the manual" --id demo-2 --deps demo-1
  Created demo-2: Write the manual
  $ bd update demo-1 --title "Fix the login on Mondays"
  Updated demo-1: Fix the login on Mondays
  $ commit=$(bd log -n 1 -q --json | sed 's/.*"commit": "\([0-9a-v]*\)".*/\1/')
  > echo $commit > commit
  $ bd close demo-1
  Closed demo-1: Fix the login on Mondays
  $ bd delete demo-2 --force -q > said
  $ bd list --all
  ✓ demo-1 P2 task Fix the login on Mondays
  $ bd list --as-of HEAD~1
  ○ demo-2 P2 task Write the manual
  $ bd list --as-of $(cut -c 1-12 commit)
  ○ demo-2 P2 task Write the manual
  ○ demo-1 P2 task Fix the login on Mondays
  $ bd ready --as-of $(cat commit)
  ○ demo-1 P2 task Fix the login on Mondays
  $ bd blocked --as-of $(cat commit)
  ○ demo-2 P2 task Write the manual <- demo-1
  $ bd show demo-1 --as-of HEAD~3 --short
  ○ demo-1 P2 task Fix the login
  $ bd show demo-2 --as-of HEAD~1 --short
  ○ demo-2 P2 task Write the manual
  $ bd count --as-of HEAD~4
  1
  $ bd stats --as-of HEAD~1 --json | grep -o '"open_issues": [0-9]*'
  "open_issues": 1
  $ bd search manual --as-of HEAD~1
  ○ demo-2 P2 task Write the manual
  $ bd list --all --as-of $BD_BRANCH
  ✓ demo-1 P2 task Fix the login on Mondays
  $ bd dolt sql -q "CALL DOLT_TAG('tag-of-$BD_BRANCH', '$(cat commit)')" > said
  $ bd show demo-1 --as-of tag-of-$BD_BRANCH --short
  ○ demo-1 P2 task Fix the login on Mondays
  $ bd dolt sql -q "CALL DOLT_TAG('-d', 'tag-of-$BD_BRANCH')" > said
  $ bd list --all --as-of now
  ✓ demo-1 P2 task Fix the login on Mondays

Comments and children too.

  $ bd comments demo-1 --as-of HEAD~1
  No comments
  $ bd children demo-2 --as-of HEAD~1
  demo-2 has no children
  $ bd children demo-2
  Error: demo-2 was deleted by Test Person, just now
  Hint: bd restore demo-2 --view
  [1]
  $ bd comments demo-2 --as-of HEAD
  Error: no issue matched "demo-2" as of HEAD
  Hint: bd history demo-2
  [1]

What names nothing is refused.

  $ bd list --as-of nowhere
  Error: no commit, branch, tag or date is called "nowhere"
  Hint: bd log, bd branch list, or a date like yesterday or 2026-02-01
  [1]
  $ bd list --as-of HEAD~99
  Error: no commit "HEAD~99": history does not reach so far
  Hint: bd log
  [1]
  $ bd list --as-of tomorrow
  Error: "tomorrow" is in the future: ....-..-.. 00:00 UTC (re)
  Hint: name a past date
  [1]
  $ bd list --as-of 2020-01-01
  Error: the tracker did not exist at 2020-01-01 00:00 UTC
  Hint: bd log
  [1]
  $ bd show demo-2 --as-of HEAD
  Error: no issue matched "demo-2" as of HEAD
  Hint: bd history demo-2
  [1]
  $ bd ready --claim --as-of HEAD
  Error: the past cannot be changed
  Hint: the same command without --as-of
  [1]
  $ first=$(bd sql "SELECT commit_hash FROM dolt_log ORDER BY date, commit_order LIMIT 1" --json | sed 's/.*: "\(.*\)".*/\1/')
  > bd list --as-of $first
  Error: commit HASH is older than the tracker: it has no issues
  Hint: bd log
  [1]

A variable that is not set is not the present.

  $ bd list --as-of "$NOT_SET"
  Error: --as-of needs a value
  Hint: --as-of yesterday, a commit, a branch or a tag
  [2]
