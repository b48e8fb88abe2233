"""The command server: commands run in processes that were forked ahead, with everything loaded."""
