"""The checks, one file each, named as the file is; `catalogue.py` has their order.

The contract of a check's module:

    docstring   the first line says what holds where the check finds nothing (docs/doctor.md)
    WORKSPACE   whether `bd doctor` runs it for one workspace, too
    FIX         what its repairs do; absent where a person has to act
    look        `look(subject) -> Finding`: examines the subject, changes nothing, waits for nobody;
                raises CheckSkipped where it cannot examine the subject
"""
