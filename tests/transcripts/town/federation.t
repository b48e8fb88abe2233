A peer is another town or workspace that issues are exchanged with. It is not contacted on adding.

  $ cd code/widget
  $ bd init -p demo
  Made .beads, database demo: ids are demo-…
  Next: bd create "what is to be done"
  $ bd federation list-peers
  No peers: bd federation add-peer NAME ENDPOINT
  $ bd federation add-peer partner git@example.org:partner/beads.git --tier T9
  Error: no sovereignty tier is called "T9"
  Hint: one of T1, T2, T3, T4
  [2]
  $ bd federation add-peer staging dolthub://myorg/staging-beads
  Added peer staging: dolthub://myorg/staging-beads
    T1: everything
  $ bd --json federation add-peer backup gs://mybucket/beads-backup
  {"name": "backup", "endpoint": "gs://mybucket/beads-backup", "status": "added"}
  $ bd federation add-peer backup-s3 s3://mybucket/beads-backup
  Added peer backup-s3: s3://mybucket/beads-backup
    T1: everything
  $ bd federation add-peer local file:///home/user/beads-backup
  Added peer local: file:///home/user/beads-backup
    T1: everything
  $ bd federation add-peer partner-town git@example.org:partner/beads.git --tier T3
  Added peer partner-town: git@example.org:partner/beads.git
    T3: persons have pseudonyms
  $ bd federation list-peers
  backup        gs://mybucket/beads-backup         T1
  backup-s3     s3://mybucket/beads-backup         T1
  local         file:///home/user/beads-backup     T1
  partner-town  git@example.org:partner/beads.git  T3
  staging       dolthub://myorg/staging-beads      T1
  $ bd config list | grep federation
  federation.peers.backup = gs://mybucket/beads-backup      (yours alone)
  federation.peers.backup-s3 = s3://mybucket/beads-backup   (yours alone)
  federation.peers.local = file:///home/user/beads-backup   (yours alone)
  federation.peers.partner-town = git@example.org:partner/beads.git  (yours alone)
  federation.peers.staging = dolthub://myorg/staging-beads  (yours alone)
  federation.tiers.backup = T1+                             (yours alone)
  federation.tiers.backup-s3 = T1+                          (yours alone)
  federation.tiers.local = T1+                              (yours alone)
  federation.tiers.partner-town = T3                        (yours alone)
  federation.tiers.staging = T1+                            (yours alone)
  $ bd federation add-peer staging dolthub://myorg/other
  Error: peer already exists: staging
  Hint: bd federation list-peers
  [1]
  $ bd federation add-peer origin dolthub://myorg/other
  Error: no peer can be called "origin": the name is reserved
  Hint: origin-town, say
  [1]
  $ bd federation add-peer HEAD dolthub://myorg/other
  Error: no peer can be called "HEAD": the name is reserved
  Hint: HEAD-town, say
  [1]
  $ bd federation add-peer 2nd dolthub://myorg/other
  Error: no peer can be called "2nd"
  Hint: a name begins with a letter, and has letters, digits, - and _ only
  [1]
  $ bd federation add-peer other ftp://example.org/beads
  Error: 'ftp://example.org/beads' is no remote: no remote begins with ftp://
  Hint: a remote is one of https://HOST/PATH, http://…, ssh://…, git@HOST:PATH, git+https://…, git+ssh://…, git+file://…, file:///DIRECTORY, dolthub://ORG/REPO, s3://BUCKET/PATH, gs://BUCKET/PATH, or the path of a git repository: ./REPO.git
  [2]
  $ bd federation add-peer other --tier T5 dolthub://myorg/other
  Error: no sovereignty tier is called "T5"
  Hint: one of T1, T2, T3, T4
  [2]
  $ BD_SYNC_MODE=git-portable bd federation add-peer other dolthub://myorg/other
  Error: the sync mode git-portable has no peers: dolt-native and belt-and-suspenders have
  Hint: bd config set sync.mode dolt-native
  [2]
  $ BD_FEDERATION_SOVEREIGNTY=T4 bd federation list-peers --json
  [{"name": "backup", "endpoint": "gs://mybucket/beads-backup", "tier": "T4"},
   {"name": "backup-s3", "endpoint": "s3://mybucket/beads-backup", "tier": "T4"},
   {"name": "local", "endpoint": "file:///home/user/beads-backup", "tier": "T4"},
   {"name": "partner-town", "endpoint": "git@example.org:partner/beads.git", "tier": "T3"},
   {"name": "staging", "endpoint": "dolthub://myorg/staging-beads", "tier": "T4"}]
  $ bd federation remove-peer backup
  Removed peer backup: gs://mybucket/beads-backup
  $ bd federation remove-peer backup
  Error: no peer "backup"
  Hint: the peers are: backup-s3, local, partner-town, staging
  [1]
