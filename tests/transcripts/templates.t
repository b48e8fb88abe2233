A type of issue has a template, which comes with the repository.

  $ mkdir .beads/templates
  $ cat > .beads/templates/bug.md <<'END'
  > ---
  > priority: 1
  > labels: triage
  > ---
  > 
  > ## What happens
  > 
  > ## What should happen
  > 
  > <!-- acceptance criteria -->
  > 
  > - a test that failed before
  > END
  $ bd create "Crash on start" -t bug --template --id demo-1 -l ui
  Created demo-1: Crash on start
  $ bd show demo-1 | grep -v created
  ○ demo-1  Crash on start
    P1 · bug · open
    labels: triage, ui
  
  Description:
    ## What happens
  
    ## What should happen
  
  Acceptance criteria:
    - a test that failed before
  
  $ bd create "Slow" -t bug --template --id demo-2 -p 3 -d "Very slow."
  Created demo-2: Slow
  $ bd show demo-2 | grep -v created
  ○ demo-2  Slow
    P3 · bug · open
    labels: triage
  
  Description:
    Very slow.
  
  Acceptance criteria:
    - a test that failed before
  
  $ bd create "No template" -t bug --id demo-3 --json | grep -c triage
  0
  [1]
  $ bd create "Other" -t feature --template
  Error: no template for feature: .beads/templates/feature.md is not there
  Hint: bd create TITLE, without --template
  [1]
  $ bd create "Other" --template --dry-run --json
  {"error": "no template for task: .beads/templates/task.md is not there", "code": "not_found", "hint": "bd create TITLE, without --template"}
  [1]

It is text, and can set nothing but texts, priority, labels and estimate.

  $ printf -- '---\nassignee: mallory\n---\n' > .beads/templates/task.md
  $ bd create "Taken" --template
  Error: task.md, line 2: a template does not set assignee
  Hint: fields of a template are priority, labels, estimate and the texts
  [1]
  $ bd create "Out" -t ../metadata --template
  Error: no template for ../metadata: .beads/templates/../metadata.md is not there
  Hint: bd create TITLE, without --template
  [1]
  $ ln -s /etc/hostname .beads/templates/chore.md
  $ bd create "Out" -t chore --template 2>&1 | sed 's/^Error: .*templates/Error: …/'
  Error: …/chore.md leads out of .beads
  Hint: keep the template itself there
  $ printf 'a\000b' > .beads/templates/epic.md; bd create "NUL" -t epic --template
  Error: the description holds a NUL byte
  Hint: pass text, not a binary file
  [1]
  $ printf '\033]0;pwned\007' > .beads/templates/story.md; bd create "Escape" -t story --template --id demo-9
  Created demo-9: Escape
  $ bd show demo-9 | grep pwned
    �]0;pwned�
  $ bd create -f plan.md --template
  Error: --template has no effect with --file: the plan decides
  Hint: bd create --help
  [2]

What it would create is shown, and nothing is created.
  $ bd create "Slow" -t bug --template --dry-run
  Would create: P1 bug: Slow
  $ bd create "Slow" -t bug --template --dry-run --json --deps demo-1
  {"dry_run": true, "title": "Slow", "description": "## What happens\n\n## What should happen", "acceptance_criteria": "- a test that failed before", "status": "open", "priority": 1, "issue_type": "bug", "owner": "test@example.org", "created_by": "Test Person", "created_at": "TIME", "updated_at": "TIME", "labels": ["triage"], "dependencies": ["demo-1"]}
