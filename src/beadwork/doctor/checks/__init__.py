"""The checks, one file each, called as the file is; `catalogue.py` has their order.

A check has `look(place) -> Finding`, which changes nothing and waits for nobody, and a docstring
whose first line says what it looks at. `WORKSPACE` says whether `bd doctor` runs it too; `FIX`,
where there is one, what its repairs do.
"""
