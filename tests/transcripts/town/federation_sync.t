Two workspaces exchange issues as peers, over a directory that both reach.

  $ cd code/widget
  $ bd init -p demo
  Made .beads, database demo: ids are demo-…
  Next: bd create "what is to be done"
  $ bd create "Draw the map" --id demo-1
  Created demo-1: Draw the map
  $ mkdir ../../hub
  $ bd federation add-peer hub file://$HOME/hub
  Added peer hub: file://HOME/hub
    T1: everything
  $ bd federation status
  hub  file://HOME/hub  T1  never pushed or pulled
  $ bd federation pull hub
  Error: hub (file://HOME/hub) holds no tracker yet
  Hint: bd federation push hub
  [1]
  $ bd federation push hub
  Pushed to hub
  $ bd federation push hub
  hub is up to date
  $ bd federation push nobody
  Error: no peer "nobody"
  Hint: the peers are: hub
  [1]
  $ mkdir ../partner
  $ cd ../partner
  $ bd init --from-remote file://$HOME/hub
  Made .beads, database partner: ids are demo-…
  Fetched 6 commits, 1 issue; the newest change is of TIME: bd: create demo-1: Draw the map
  Next: bd ready
  $ bd federation add-peer widget file://$HOME/hub --json
  {"name": "widget", "endpoint": "file://HOME/hub", "status": "added"}
  $ bd create "Print the map" --id demo-2
  Created demo-2: Print the map
  $ bd federation sync widget
  Nothing new from widget
  Pushed to widget
  $ cd ../widget
  $ bd federation pull hub
  Pulled 1 commit from hub: 1 taken, 0 merged
  $ bd show demo-2
  ○ demo-2  Print the map
    P2 · task · open
    created just now by Test Person, updated just now
    from: hub
  
  $ bd show demo-2 --json
  [{"id": "demo-2", "title": "Print the map", "status": "open", "priority": 2, "issue_type": "task", "owner": "test@example.org", "created_by": "Test Person", "created_at": "TIME", "updated_at": "TIME", "source_system": "hub", "dependencies": [], "dependents": [], "comments": [], "dependency_count": 0, "dependent_count": 0, "comment_count": 0}]
  $ bd federation sync hub
  Nothing new from hub
  Pushed to hub
  $ bd federation status
  hub  file://HOME/hub  T1  up to date
  $ bd federation status --json
  [{"name": "hub", "endpoint": "file://HOME/hub", "tier": "T1", "branch": "outbound-t1-hub", "head": "HASH", "ahead": 0, "behind": 0}]

A private issue never leaves. From then on the peer gets an outbound branch instead of `main`.

  $ bd create "Buy the neighbour out" --id demo-3 -l private
  Created demo-3: Buy the neighbour out
  $ bd federation push hub
  hub is up to date
  $ bd federation push hub --json
  {"name": "hub", "status": "up_to_date", "branch": "outbound-t1-hub", "outbound": true, "commit": "HASH", "before": "HASH", "issues": 0}
  $ cd ../partner
  $ bd federation pull widget
  Pulled 1 commit from widget
  $ bd list
  ○ demo-2 P2 task Print the map
  ○ demo-1 P2 task Draw the map

T2 sends nothing to another organization.

  $ cd ../widget
  $ bd federation add-peer other https://example.org/team/api --tier T2
  Added peer other: https://example.org/team/api
    T2: everything, for the own organization only
  $ bd federation push other
  Error: other is at https://example.org/team/api, which is not of your organization: T2 lets nothing out to others
  Hint: bd config set federation.organization example.org
  [1]
  $ bd federation sync other
  Error: other is at https://example.org/team/api, which is not of your organization: T2 lets nothing out to others
  Hint: bd config set federation.organization example.org
  [1]
