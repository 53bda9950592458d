"""``python -m houndstooth`` is the command ``houndstooth``."""

from houndstooth.cli import main

main()
