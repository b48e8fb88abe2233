"""The remotes of a town's databases: configured, pushed, pulled, and cloned back."""
