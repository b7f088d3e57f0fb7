"""What all tests share: no test may find the store or the name of whoever runs it."""

import os

os.environ.pop("POWERMAP_STORE", None)
os.environ["POWERMAP_AUTHOR"] = "tester"
