What is worth knowing later is kept under a key, made of the text's first words.

  $ bd memories
  Nothing is remembered
  $ bd remember "Tests need dolt on the PATH"
  Remembered: tests-need-dolt-on-the-path
  $ bd remember "Tests need dolt on the PATH"
  Known already: tests-need-dolt-on-the-path
  $ bd remember "Tests need dolt on the PATH!" --json
  {"key": "tests-need-dolt-on-the-path-2", "value": "Tests need dolt on the PATH!", "action": "created", "commit": "HASH"}
  $ bd remember --key release-day "Release on Tuesdays only" --json
  {"key": "release-day", "value": "Release on Tuesdays only", "action": "created", "commit": "HASH"}
  $ bd remember --key release-day "Release on Wednesdays" --json
  {"key": "release-day", "value": "Release on Wednesdays", "action": "updated", "commit": "HASH"}
  $ echo "From a pipe" | bd remember -
  Remembered: from-a-pipe
  $ bd remember "日本語のメモ"
  Remembered: 日本語のメモ
  $ bd memories
  from-a-pipe
    From a pipe
  release-day
    Release on Wednesdays
  tests-need-dolt-on-the-path
    Tests need dolt on the PATH
  tests-need-dolt-on-the-path-2
    Tests need dolt on the PATH!
  日本語のメモ
    日本語のメモ
  $ bd memories TUESDAY
  Nothing that is remembered has "TUESDAY"
  $ bd memories wednesday --json
  {"release-day": "Release on Wednesdays"}
  $ bd memories 100% --json
  {}
  $ bd recall release-day
  Release on Wednesdays
  $ bd recall release-day --json
  {"key": "release-day", "value": "Release on Wednesdays"}
  $ bd forget release-day
  Forgot release-day: Release on Wednesdays
  $ bd forget from-a-pipe --json
  {"key": "from-a-pipe", "value": "From a pipe", "action": "deleted", "commit": "HASH"}

Refused, and nothing is kept.

  $ bd recall release-day
  Error: nothing is remembered as "release-day"
  Hint: bd memories
  [1]
  $ bd forget release-day
  Error: nothing is remembered as "release-day"
  Hint: bd memories
  [1]
  $ bd remember
  Error: TEXT is missing
  Hint: bd remember --help
  [2]
  $ bd remember " "
  Error: no text to remember is given
  Hint: bd remember "TEXT"
  [1]
  $ bd remember "!?"
  Error: no key can be made of this text
  Hint: bd remember TEXT --key KEY
  [1]
  $ bd remember something --key ""
  Error: the key is empty
  Hint: bd remember --help
  [1]
  $ bd remember something --readonly
  Error: nothing is written in --readonly mode
  Hint: the same command without --readonly
  [1]
  $ bd memories --json
  {"tests-need-dolt-on-the-path": "Tests need dolt on the PATH", "tests-need-dolt-on-the-path-2": "Tests need dolt on the PATH!", "日本語のメモ": "日本語のメモ"}
