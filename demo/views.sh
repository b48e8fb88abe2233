#!/bin/sh
# What people look at, for the pictures of the docs: a list with its columns, a page, a tree, a log.
set -eu

here=$(cd "$(dirname "$0")" && pwd)
PATH="$here/../.venv/bin:$PATH"
scratch=$(mktemp -d "${TMPDIR:-/tmp}/bw-views.XXXXXX")
export PATH BEADWORK_HOME="$scratch/home" BEADWORK_SERVE=0 BD_ACTOR=ada
unset BEADS_DIR BD_BRANCH BEADS_ACTOR 2>/dev/null || true
trap 'bd -C "$scratch" dolt stop --quiet >/dev/null 2>&1 || true
rm -rf "$scratch"' EXIT INT TERM

run() {
    printf '$ %s\n' "$*"
    "$@"
}

cd "$scratch"
{
    bd init --prefix demo
    bd create "The release" -t epic -p 1 --id demo-rel
    bd create "Write the parser" -t feature -p 0 --parent demo-rel -a alice -l core,web --id demo-parse
    bd create "Test the parser" --parent demo-rel --deps demo-parse -l core --due 2026-01-31 --id demo-test
    bd create "Write the manual" -p 3 --parent demo-rel --due 2099-03-01 --id demo-manual
    bd update demo-parse -s in_progress
    bd comment demo-parse "The grammar is in docs/grammar.txt"
    bd close demo-manual -r "printed" --actor bob
} >/dev/null
run bd list -v
run bd show demo-rel
run bd show demo-manual
run bd dep tree demo-test
run bd log --oneline -q -n 4
run bd diff --stat
