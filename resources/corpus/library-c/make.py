#!/usr/bin/env python3
"""make.py [FOLDER] [--true-lengths]: what ../library/make.py does, for this folder's library.jsonl and documents/."""

import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "library"))
sys.dont_write_bytecode = True

import make  # noqa: E402

make.HERE = HERE
make.main()
