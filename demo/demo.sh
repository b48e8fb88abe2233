#!/bin/sh
# The main job, for real: a git project in a temporary directory, a server of its own, and from a plan to finished work.
# Nothing outside the temporary directory is touched, but for Dolt's program where it has to be installed first.
set -eu

here=$(cd "$(dirname "$0")" && pwd)
PATH="$here/../.venv/bin:$PATH"
scratch=$(mktemp -d "${TMPDIR:-/tmp}/bw-demo.XXXXXX")
export PATH BEADWORK_HOME="$scratch/home" GIT_CONFIG_GLOBAL="$scratch/gitconfig"
unset BEADS_DIR BD_BRANCH BEADS_ACTOR BD_ACTOR 2>/dev/null || true
trap 'bd -C "$scratch/project" dolt stop --quiet >/dev/null 2>&1 || true; rm -rf "$scratch"' EXIT INT TERM

say() { printf '\n# %s\n' "$1"; }
run() { printf '$ %s\n' "$*"; "$@"; }

printf '[user]\n\tname = Ada\n\temail = ada@example.org\n[init]\n\tdefaultBranch = main\n' >"$GIT_CONFIG_GLOBAL"
mkdir "$scratch/project"
cd "$scratch/project"
git init --quiet
cp "$here/plan.md" .

say "A project becomes a workspace; the server starts itself."
run bd init --prefix demo

say "A small plan, filed from Markdown in one commit."
run bd create -f plan.md

say "What can be begun now?"
run bd ready

first=$(bd ready --json | sed -n 's/.*"id": "\([^"]*\)".*/\1/p' | head -n 1)
say "One agent takes it; another, a moment later, does not get it."
run bd update "$first" --claim --actor alice
run bd update "$first" --claim --actor bob || printf '(exit status %s)\n' $?

say "Done. What did that unblock?"
run bd close "$first" --reason "parses all of our files" --suggest-next --actor alice

say "Each write is one commit of its author."
run bd log -n 4

say "And the numbers."
run bd stats
