"""The words of the closed lists in `choices`: stored values never change, their words may."""

from __future__ import annotations

from reception.translation import Message, msg
from reception.values.choices import Country, Job, Role


def role_label(role: Role) -> Message:
    """Rights in a word."""
    return {
        Role.ADMINISTRATOR: msg("administrator"),
        Role.SUPERVISOR: msg("supervisor"),
        Role.OWNER: msg("owner"),
        Role.COMMAND_LINE: msg("command line"),
    }[role]


def job_label(job: Job) -> Message:
    """What a member of staff does."""
    return {
        Job.ADMINISTRATOR: msg("administrator"),
        Job.CONTACT_CENTRE: msg("contact-centre operator"),
        Job.CASHIER: msg("cashier"),
        Job.NURSE: msg("nurse"),
        Job.DOCTOR: msg("doctor"),
    }[job]


def country_label(country: Country) -> Message:
    """The clinic's country."""
    return {
        Country.RU: msg("Russia"),
        Country.UA: msg("Ukraine"),
        Country.OTHER: msg("another country"),
    }[country]
