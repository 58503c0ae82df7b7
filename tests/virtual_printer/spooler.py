"""A spooler of our own beside the machine's: no service manager, no network, gone afterwards.

Its queues write what reaches the printer, after every filter of CUPS, into files.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.ui.house import until

DESCRIPTION = Path(__file__).with_name("office.ppd")
COMMANDS = ("cupsd", "lpadmin", "lpstat", "lp")
FOLDERS = ("etc", "state", "cache", "spool", "tmp", "out")
LONGEST_WAIT = 30.0  # seconds, for its end
CUPSD = """LogLevel info
MaxLogSize 0
Listen {home}/cups.sock
Browsing No
WebInterface No
DefaultAuthType None
<Location />
  Order allow,deny
  Allow all
</Location>
<Location /admin>
  Order allow,deny
  Allow all
</Location>
<Policy default>
  JobPrivateAccess all
  JobPrivateValues none
  SubscriptionPrivateAccess all
  SubscriptionPrivateValues none
  <Limit All>
    Order deny,allow
  </Limit>
</Policy>
"""
FILES = """FileDevice Yes
ServerRoot {home}/etc
StateDir {home}/state
CacheDir {home}/cache
RequestRoot {home}/spool
TempDir {home}/tmp
AccessLog {home}/access.log
ErrorLog {home}/error.log
PageLog {home}/page.log
"""


class NoSpoolerError(Exception):
    """The spooler is installed and does not work: what it said."""


def find_command(name: str) -> str | None:
    """A command of CUPS, also where the folder of system commands is not searched."""
    places = os.pathsep.join((os.environ.get("PATH", ""), "/usr/sbin", "/sbin"))
    return shutil.which(name, path=places)


def lacking_commands() -> list[str]:
    """What of CUPS this machine does not have."""
    return [name for name in COMMANDS if find_command(name) is None]


@dataclass(frozen=True)
class Spooler:
    """A running spooler; `server` is what CUPS_SERVER has to be for its clients."""

    home: Path
    server: str

    def add_queue(self, name: str) -> None:
        """A printer that takes A4 and every size of its own, and keeps the last paper."""
        self._call("lpadmin", "-p", name, "-E", "-v", f"file://{self._kept(name)}", "-P",
                   str(DESCRIPTION))  # fmt: skip

    def remove_queue(self, name: str) -> None:
        """The printer is unplugged."""
        self._call("lpadmin", "-x", name)

    def received(self, name: str) -> bytes:
        """What the printer got last, once nothing waits any more."""
        kept = self._kept(name)
        until(lambda: kept.exists() and not self._call("lpstat", "-o", name), f"printer {name}")
        return kept.read_bytes()

    def forget(self, name: str) -> None:
        """Take the last paper out of the printer's tray."""
        self._kept(name).unlink(missing_ok=True)

    def is_up(self) -> bool:
        """Whether it answers."""
        try:
            return "is running" in self._call("lpstat", "-r")
        except NoSpoolerError:
            return False

    def _kept(self, name: str) -> Path:
        return self.home / "out" / f"{name}.pdf"

    def _call(self, name: str, *arguments: str) -> str:
        command = find_command(name)
        assert command is not None
        # Its words are compared below, so they have to be English.
        environment = {**os.environ, "CUPS_SERVER": self.server, "LC_ALL": "C"}
        done = subprocess.run(
            [command, *arguments], env=environment, capture_output=True, text=True, check=False
        )
        if done.returncode:
            raise NoSpoolerError(f"{name}: {done.stderr.strip()}")
        return done.stdout


@contextmanager
def open_spooler() -> Iterator[Spooler]:
    """Start a spooler in a folder of its own; it ends with the block."""
    home = Path(tempfile.mkdtemp(prefix="reception-cups-"))
    home.chmod(0o755)
    for folder in FOLDERS:
        (home / folder).mkdir()
    (home / "etc/cupsd.conf").write_text(CUPSD.format(home=home))
    (home / "etc/cups-files.conf").write_text(FILES.format(home=home))
    command = find_command("cupsd")
    assert command is not None
    process = subprocess.Popen(
        [command, "-f", "-c", f"{home}/etc/cupsd.conf", "-s", f"{home}/etc/cups-files.conf"]
    )
    try:
        spooler = Spooler(home, f"{home}/cups.sock")
        until(spooler.is_up, "the spooler")
        yield spooler
    except AssertionError as error:
        log = home / "error.log"
        said = log.read_text(errors="replace")[-2000:] if log.exists() else ""
        raise NoSpoolerError(f"{error}\n{said}") from error
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(timeout=LONGEST_WAIT)
        shutil.rmtree(home, ignore_errors=True)
