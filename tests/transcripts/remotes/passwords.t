A password for a remote is stored by one command, and shown by none.

  $ mkdir project && cd project
  $ git init -q
  $ bd init -p demo --quiet
  Made .beads, database demo: ids are demo-…
  Next: bd create "what is to be done"
  $ bd dolt remote add team http://db.example.org:50051/api
  Added the remote team: http://db.example.org:50051/api
  Next: bd dolt push team
  $ printf s3cret | bd dolt remote login team --user alice --password-file - | sed 's/relays.*/relays…/'
  Stored the password of alice for team in HOME/.beads/relays…
  $ bd dolt remote list --json
  [{"name": "team", "url": "http://db.example.org:50051/api", "commit": ""}]
  $ bd dolt remote login team --user alice
  Error: a remote needs a user and a password
  Hint: --user USER --password-file FILE, or DOLT_REMOTE_USER and DOLT_REMOTE_PASSWORD
  [2]
  $ bd dolt remote login team --user -x --password-file ~/none
  Error: no file HOME/none
  Hint: --password-file FILE
  [1]
  $ printf 'a:b' | bd dolt remote login team --user alice --password-file -
  Error: Dolt cannot send this password: it has a colon, or a character that the other server would read as another one
  Hint: choose a password of letters and digits
  [2]
  $ printf s3cret | bd dolt remote login other --user alice --password-file -
  Error: no remote "other"
  Hint: bd dolt remote list
  [1]
  $ bd dolt remote add origin git@example.org:team/api.git
  Added the remote origin: git+ssh://git@example.org/./team/api.git
  Next: bd dolt push origin
  $ bd dolt remote login origin
  Error: origin (git+ssh://git@example.org/./team/api.git) takes a key, not a password: ssh finds it in its agent or its files
  Hint: bd dolt remote list
  [2]
  $ printf s3cret | bd dolt remote login origin --user alice --password-file -
  Error: origin (git+ssh://git@example.org/./team/api.git) takes a key, not a password: ssh finds it in its agent or its files
  Hint: bd dolt remote list
  [2]
  $ bd dolt remote add here "a b"
  Error: 'a b' is no remote: it is no URL and no path
  Hint: './a b' for a path; else https://HOST/PATH, http://…, ssh://…, git@HOST:PATH, git+https://…, git+ssh://…, git+file://…, file:///DIRECTORY, dolthub://ORG/REPO, s3://BUCKET/PATH, gs://BUCKET/PATH, or the path of a git repository: ./REPO.git
  [2]
  $ bd dolt remote add mail ftp://example.org/api
  Error: 'ftp://example.org/api' is no remote: no remote begins with ftp://
  Hint: a remote is one of https://HOST/PATH, http://…, ssh://…, git@HOST:PATH, git+https://…, git+ssh://…, git+file://…, file:///DIRECTORY, dolthub://ORG/REPO, s3://BUCKET/PATH, gs://BUCKET/PATH, or the path of a git repository: ./REPO.git
  [2]
  $ bd dolt remote add s3 s3://bucket/api
  Error: 's3://bucket/api' is no remote: federation.s3-table does not name the DynamoDB table of its heads
  Hint: bd config set federation.s3-table TABLE
  [2]
