"""Who of the front office has shown by the quiz that she knows the terms (S0.19)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from reception.values.choices import Job

FRONT_OFFICE = (Job.ADMINISTRATOR, Job.CONTACT_CENTRE, Job.CASHIER, Job.NURSE)


@dataclass(frozen=True)
class Knows:
    """A colleague of the front office, and whether she has passed the quiz on these terms."""

    name: str
    has_passed: bool


@dataclass(frozen=True)
class Certified(Knows):
    """The same with her best result so far, how often she tried, and when she passed."""

    staff_id: int
    job: Job
    best: int | None
    tries: int
    passed_on: date | None
