Dolt's own backups have all branches and what is not committed yet.

  $ gt install --quiet > /dev/null && cd gt && gt rig add widget ~/code/widget --prefix wg
  Added widget in HOME/gt/widget/mayor/rig: ids are wg-…
  $ cd widget && bd create "One" --id wg-1 && bd create "Two" --id wg-2 && cd ..
  Created wg-1: One
  Created wg-2: Two
  $ gt dolt backup --list
  No backup in HOME/gt/backups
  $ gt dolt backup
  Backed up into HOME/gt/backups/DATE:
    hq           0 issues  last commit TIME
    widget       2 issues  last commit TIME
  $ gt dolt backup widget --keep 1
  Backed up into HOME/gt/backups/DATE:
    widget       2 issues  last commit TIME
  Took away 1 older backup
  $ gt dolt backup --list
  DATE
    widget       2 issues  last commit TIME
  DATE
    hq       0 issues  last commit TIME
  $ gt dolt backup nothing
  Error: the town has no database nothing
  Hint: gt dolt list
  [1]
  $ gt dolt backup --keep 0
  Error: --keep is at least 1: the last backup is never removed
  Hint: gt dolt backup --keep 7
  [2]
  $ gt --readonly dolt backup
  Error: dolt backup writes, and --readonly is given
  Hint: the same command without --readonly
  [1]
  $ gt dolt recover
  hq      all of 11 tables and their history can be read
  widget  all of 9 tables and their history can be read
  $ gt dolt recover widget
  check   all of 9 tables and their history can be read
          2 issues, last commit TIME:
          bd: create wg-2: Two
  There is nothing to recover in widget
  $ gt dolt recover nothing
  Error: the town has no database nothing
  Hint: gt dolt list
  [1]

One damaged database keeps Dolt's whole server from starting.

  $ cd widget && bd create "Three" --id wg-3 && cd ..
  Created wg-3: Three
  $ gt dolt stop
  Stopped the server (pid PID)
  $ python3 - <<'END'
  > from pathlib import Path
  > journal = Path(".dolt-data/widget/.dolt/noms/vvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvv")
  > whole = bytearray(journal.read_bytes())
  > at, records = 0, []
  > while at < len(whole) // 2:  # each begins with its length
  >     length = int.from_bytes(whole[at:at + 4], "big")
  >     records.append((length, at))
  >     at += length
  > length, at = max(records)
  > whole[at + length // 2] ^= 255  # within what it holds, so that its checksum is wrong
  > journal.write_bytes(whole)
  > END
  $ gt dolt start
  Error: the server ended while starting: invalid journal record at offset N: invalid journal record: CRC checksum does not match / possible data loss detected in journal file at offset N: corrupted journal
  Hint: gt dolt recover
  [3]
  $ gt dolt recover
  hq      all of 11 tables and their history can be read
  widget  it cannot be read: possible data loss detected in journal file at offset
          N: corrupted journal
  [1]
  $ gt dolt recover widget
  check   it cannot be read: possible data loss detected in journal file at offset
          N: corrupted journal
  fsck    the journal is damaged, what is before the damage can be read, but no
          tracker is in what can be read
          0 issues, last commit TIME:
          bd: keep tables named local_* out of history
  remote  none is configured (--remote URL names one)
  backup  HOME/gt/backups/DATE/widget
          2 issues, last commit TIME:
          bd: create wg-2: Two
          lost would be: what was written since DATE
  jsonl   no file is named (--jsonl FILE)
  Nothing was changed. Next: gt dolt recover widget --from backup --apply
  [1]
  $ gt dolt recover widget --from remote
  check   it cannot be read: possible data loss detected in journal file at offset
          N: corrupted journal
  remote  none is configured (--remote URL names one)
  Nothing was found to recover it from
  [1]
  $ gt --readonly dolt recover widget --apply
  Error: dolt recover --apply writes, and --readonly is given
  Hint: the same command without --readonly
  [1]
  $ gt dolt recover --apply
  Error: no database is named
  Hint: gt dolt recover NAME --apply
  [2]
  $ gt dolt recover widget --from backup --apply
  check   it cannot be read: possible data loss detected in journal file at offset
          N: corrupted journal
  backup  HOME/gt/backups/DATE/widget
          2 issues, last commit TIME:
          bd: create wg-2: Two
          lost would be: what was written since DATE
  Recovered widget from backup
  The damaged one is kept: HOME/gt/backups/broken/widget.broken-DATE
  $ ls backups
  DATE
  DATE
  broken
  $ bd -C widget list
  ○ wg-2 P2 task Two
  ○ wg-1 P2 task One
  $ gt dolt recover
  hq      all of 11 tables and their history can be read
  widget  all of 9 tables and their history can be read
