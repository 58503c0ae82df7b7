"""`reception demo`: a made-up clinic of any size in an empty folder."""

from __future__ import annotations

import argparse

from reception import bootstrap
from reception.cli.runner import Command, held_lock
from reception.errors import InvalidInput
from reception.translation import msg, nmsg
from reception.values.choices import Country


def run(command: Command, options: argparse.Namespace) -> int:
    """Carry the command out; raises InvalidInput where the folder holds a clinic already."""
    folder, say = command.folder, command.translator.text
    if folder.database.exists():
        raise InvalidInput(
            msg("There is a clinic in {path} already; it was not touched.", path=str(folder.root)),
            field="--data",
            way_out=msg("Name an empty folder: --data DIR"),
        )
    try:
        folder.root.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise InvalidInput(
            msg("The folder {path} cannot be written.", path=str(folder.root)), field="--data"
        ) from error
    with held_lock(folder):
        bootstrap.lay_down_demonstration(
            folder,
            country=Country(options.country),
            clock=command.clock,
            seed=options.seed,
            patients=options.patients,
            months=options.months,
        ).close()
    command.say(
        say(
            nmsg(
                "A demonstration clinic with {count} patient is in {path}.",
                "A demonstration clinic with {count} patients is in {path}.",
                options.patients,
                path=str(folder.root),
            )
        )
    )
    for name, pin in bootstrap.demonstration_staff(Country(options.country)):
        command.say(f"  {name}: PIN {pin}")
    return 0
