"""`python -m reception`: the same as the command `reception`."""

from reception.main import command

if __name__ == "__main__":
    raise SystemExit(command())
