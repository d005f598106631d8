"""The command line of the assembled app. Web processes do not load it."""

from wijkspel import cli, create_app


def main() -> None:
    """Run the command that was typed."""
    cli.run(create_app)


if __name__ == "__main__":
    main()
