An empty tracker has numbers too. (Its branch begins with the commits of `bd init`.)

  $ bd stats
  0 issues
    open              0
    in_progress       0
    closed            0
    deferred          0
  
  Ready               0
  Blocked             0
  
  Last 24 hours: 0 filed, 0 closed, 0 older ones changed, in 3 commits
  $ bd stats --json
  {"summary": {"total_issues": 0, "open_issues": 0, "in_progress_issues": 0, "closed_issues": 0, "deferred_issues": 0, "blocked_issues": 0, "ready_issues": 0, "pinned_issues": 0, "tombstone_issues": 0, "average_lead_time_hours": 0.0, "by_status": {}}, "recent_activity": {"hours": 24, "commit_count": 3, "issues_created": 0, "issues_closed": 0, "issues_updated": 0}}

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
  Created demo-5: Deferred
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
  Lead time       0 min, on average from filing to closing
  
  Last 24 hours: 7 filed, 1 closed, 0 older ones changed, in 13 commits
  $ bd status --json
  {"summary": {"total_issues": 7, "open_issues": 4, "in_progress_issues": 1, "closed_issues": 1, "deferred_issues": 0, "blocked_issues": 1, "ready_issues": 1, "pinned_issues": 1, "tombstone_issues": 0, "average_lead_time_hours": 0.0, "by_status": {"closed": 1, "in_progress": 1, "open": 4, "pinned": 1}}, "recent_activity": {"hours": 24, "commit_count": 13, "issues_created": 7, "issues_closed": 1, "issues_updated": 0}}
  $ bd ready | wc -l
  1
  $ bd blocked | wc -l
  1
