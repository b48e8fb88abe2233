An empty tracker has numbers too. (Its branch begins with the commits of `bd init`.)

  $ bd stats
  0 issues
    open              0
    in_progress       0
    closed            0
    deferred          0
  
  Ready               0
  Blocked             0
  
  Last 24 hours: 0 filed, 0 closed, 0 older ones changed, in \d+ commits (re)
  $ bd stats --json | grep -o '"recent_activity.*'
  "recent_activity": .*"commit_count": \d+, "issues_created": 0, "issues_closed": 0, "issues_updated": 0\}\} (re)

Everything counts; ready and blocked are what the lists have.

  $ bd create "Ready" --id demo-1
  Created demo-1: Ready
  $ bd create "Blocked" --id demo-2 --deps demo-1
  Created demo-2: Blocked
  $ bd create "In progress" --id demo-3
  Created demo-3: In progress
  $ bd update demo-3 --claim
  Claimed demo-3: In progress
  $ bd create "Closed" --id demo-4
  Created demo-4: Closed
  $ bd close demo-4
  Closed demo-4: Closed
  $ bd create "Deferred" --id demo-5 --defer +2d
  Created demo-5: Deferred (deferred until TIME)
  $ bd create "Pinned" --id demo-6
  Created demo-6: Pinned
  $ bd update demo-6 -s pinned
  Updated demo-6: Pinned
  $ bd create "Machinery" -t gate --id demo-7
  Created demo-7: Machinery
  $ bd stats
  7 issues
    open              4
    in_progress       1
    closed            1
    deferred          0
    pinned            1
  
  Ready               1
  Blocked             1
  Pinned              1
  Lead time .* min, on average from filing to closing (re)
  
  Last 24 hours: 7 filed, 1 closed, 0 older ones changed, in \d+ commits (re)
  $ bd status --json | grep -o '"summary.*"tombstone_issues": [0-9]*'
  "summary": {"total_issues": 7, "open_issues": 4, "in_progress_issues": 1, "closed_issues": 1, "deferred_issues": 0, "blocked_issues": 1, "ready_issues": 1, "pinned_issues": 1, "tombstone_issues": 0
  $ bd ready | wc -l
  1
  $ bd blocked | wc -l
  1
