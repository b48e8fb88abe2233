"""How issues look on a terminal. JSON is `model/record.py`."""
