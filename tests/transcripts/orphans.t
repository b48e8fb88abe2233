Issues whose parent or blocker is not there; what is elsewhere on purpose does not count.

  $ bd create "One" --id demo-1 --silent
  demo-1
  $ bd dep add demo-1 external:jira:OPS-7
  demo-1 now depends on external:jira:OPS-7 (blocks)
  Warning: external:jira:OPS-7 is in no tracker, so it blocks nothing: file an issue for it here, and let demo-1 wait for that
  $ bd orphans
  No orphans among open issues (--all for closed ones too)
  $ bd create "A part of something elsewhere" --id demo-9.1 --silent
  demo-9.1
  $ bd orphans
  ○ demo-9.1 P2 task A part of something elsewhere - no parent demo-9
  $ bd orphans --json
  [{"id": "demo-9.1", "title": "A part of something elsewhere", "status": "open", "issue_type": "task", "missing": "demo-9", "type": "parent-child", "reason": "named as a part of demo-9, which is not in this tracker"}]
  $ bd close demo-9.1
  Closed demo-9.1: A part of something elsewhere
