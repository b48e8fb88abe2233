"""How issues look on a terminal. JSON is `model/issues/record.py`."""
