"""The command `consuntivo`: its parts take a moment to load, and a Ctrl-C meanwhile ends it as one does later."""

from __future__ import annotations

import sys

INTERRUPTED = 130
"""The exit code of a program that a Ctrl-C ended."""


def main() -> None:
    """Load the command and run it."""
    try:
        from flows.command_line import main as run

        run()
    except KeyboardInterrupt:
        sys.exit(INTERRUPTED)


if __name__ == "__main__":
    main()
