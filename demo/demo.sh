#!/bin/sh
# The main job, for real: a git project in a temporary directory, a server of its own, and from a
# plan to finished work. Nothing outside the temporary directory is touched, except for Dolt's
# program where it has to be installed first.
set -eu

here=$(cd "$(dirname "$0")" && pwd)
PATH="$here/../.venv/bin:$PATH"
scratch=$(mktemp -d "${TMPDIR:-/tmp}/bw-demo.XXXXXX")
export PATH BEADWORK_HOME="$scratch/home" GIT_CONFIG_GLOBAL="$scratch/gitconfig"
unset BEADS_DIR BD_BRANCH BEADS_ACTOR BD_ACTOR 2>/dev/null || true
trap 'bd -C "$scratch/project" dolt stop --quiet >/dev/null 2>&1 || true
rm -rf "$scratch"' EXIT INT TERM

say() { printf '\n# %s\n' "$1"; }
run() {
    printf '$'
    for word in "$@"; do
        case $word in
            *' '*) printf ' "%s"' "$word" ;;
            *) printf ' %s' "$word" ;;
        esac
    done
    printf '\n'
    "$@"
}

cat >"$GIT_CONFIG_GLOBAL" <<'CONFIG'
[user]
	name = Ada
	email = ada@example.org
[init]
	defaultBranch = main
CONFIG
mkdir "$scratch/project"
cd "$scratch/project"
git init --quiet
cp "$here/plan.md" .

say "A project becomes a workspace; the server starts itself."
run bd init --prefix demo

say "A small plan, created from Markdown in one commit."
run bd create -f plan.md

say "Which issues can be begun now?"
run bd ready

first=$(bd ready --json | sed -n 's/.*"id": "\([^"]*\)".*/\1/p' | head -n 1)
say "One agent claims it; another one, a moment later, is refused."
run bd update "$first" --claim --actor alice
run bd update "$first" --claim --actor bob || printf '(exit status %s)\n' $?

say "The work is done. What can be begun now?"
run bd close "$first" --reason "parses all of our files" --suggest-next --actor alice

say "Each write is one commit, with its author."
run bd log -n 4

say "And the numbers."
run bd stats
