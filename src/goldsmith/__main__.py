"""`python -m goldsmith` is the program `goldsmith`."""

from goldsmith.cli.main import main

if __name__ == "__main__":
    main()
