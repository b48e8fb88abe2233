What is in no tracker blocks nothing, and every command says so.

  $ bd create "Pay the invoice" --id demo-1 --silent
  demo-1
  $ bd dep add demo-1 external:bank:account
  demo-1 now depends on external:bank:account (blocks)
  Warning: external:bank:account is in no tracker, so it blocks nothing: file an issue for it here, and let demo-1 wait for that
  $ bd dep add demo-1 hop://ann/tools/rig/x-1 -t tracks
  demo-1 now depends on hop://ann/tools/rig/x-1 (tracks)
  $ bd dep add demo-1 hop://ann/tools/../x-1
  Error: "hop://ann/tools/../x-1" is no hop:// URI: ".." cannot be the rig
  Hint: hop://entity/chain/rig/issue-id
  [1]
  $ bd create "Never" --deps hop://ann/x-1
  Error: "hop://ann/x-1" is no hop:// URI: it has 2 parts, not 4
  Hint: hop://entity/chain/rig/issue-id
  [1]
  $ bd dep add demo-1 external:bank:limit --json
  {"status": "added", "issue_id": "demo-1", "depends_on_id": "external:bank:limit", "type": "blocks", "commit": "HASH"}
  $ bd create "Send it" --id demo-2 --deps external:post:stamp --silent
  demo-2
  Warning: external:post:stamp is in no tracker, so it blocks nothing: file an issue for it here, and let demo-2 wait for that
  $ printf '{"op":"dep_add","issue_id":"demo-2","depends_on_id":"external:post:box","type":"waits-for"}\n' | bd batch -
  dep add demo-2 external:post:box (waits-for)
  Warning: external:post:box is in no tracker, so it blocks nothing: file an issue for it here, and let demo-2 wait for that
  $ bd show demo-1 | grep -A4 Depends
  Depends on:
    · external:bank:account (blocks, elsewhere: it blocks nothing)
    · hop://ann/tools/rig/x-1 (tracks, elsewhere)
    · external:bank:limit (blocks, elsewhere: it blocks nothing)
  
  $ bd dep list demo-1
  blocks  · external:bank:account   (elsewhere: it blocks nothing)
  tracks  · hop://ann/tools/rig/x-1 (elsewhere)
  blocks  · external:bank:limit     (elsewhere: it blocks nothing)
  $ bd dep tree demo-2
  ○ demo-2 P2 Send it
  ├─ · external:post:box (waits-for, elsewhere: it blocks nothing)
  └─ · external:post:stamp (elsewhere: it blocks nothing)
  $ bd ready --sort id
  ○ demo-1 P2 task Pay the invoice
  ○ demo-2 P2 task Send it
  $ bd blocked
  Nothing is blocked
  $ bd export --id demo-2 | grep -o '"depends_on_id": "[^"]*"'
  "depends_on_id": "external:post:stamp"
  "depends_on_id": "external:post:box"

An issue that stands for it blocks.

  $ bd create "The bank opens the account" --id demo-3 --external-ref bank-17 --silent
  demo-3
  $ bd dep add demo-1 demo-3
  demo-1 now depends on demo-3 (blocks)
  $ bd blocked
  ○ demo-1 P2 task Pay the invoice <- demo-3
