"""``python -m claimtrack``, and what the ``claimtrack`` script calls."""

from __future__ import annotations


def main() -> None:
    """Runs the command line and exits."""
    from claimtrack.cli import main as command

    command()


if __name__ == "__main__":
    main()
