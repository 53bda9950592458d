"""The command line: parses, calls one service, prints."""

from houndstooth.cli.app import main

__all__ = ["main"]
