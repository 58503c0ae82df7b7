"""What each figure of the report means, in a sentence: a sheet of the workbook, a part of the PDF."""

from __future__ import annotations

from reception.queries.month_values import MonthReport
from reception.translation import Message, msg
from reception.values.table import Column, Table

_TEXTS: tuple[tuple[str, Message], ...] = (
    (
        "eligible_visit",
        msg(
            "Visits whose listener is no member, was not told within 60 days, did not decline"
            " within 180; no emergency, not wholly insured; one a family and day."
        ),
    ),
    ("mention_rate", msg("Visits on which it was told ÷ visits on which to tell.")),
    (
        "confirmed_mention_rate",
        msg("Told × share of patients who answer “yes, it was explained” to the control question."),
    ),
    (
        "equal_treatment",
        msg("Lowest ÷ highest share told among groups with 30 visits or more; alarm below 80 %."),
    ),
    (
        "never_told_list",
        msg(
            "Adults outside the programme with a visit in 24 months whom nobody told, of all such"
            " adults."
        ),
    ),
    (
        "told_at_first_visit",
        msg("New patients told on their first day ÷ new patients."),
    ),
    (
        "first_mention_latency",
        msg("Median days from the first visit, or the programme’s start, to the first telling."),
    ),
    ("enrolment_conversion", msg("Joined ÷ told; for the clinic only, never for an employee.")),
    ("card_stock_cover", msg("Plastic on hand ÷ average issue a day over 30 days.")),
    ("stock_out_days", msg("Days on which plastic was at zero at any moment.")),
    (
        "joinable_days",
        msg("Working days on which a card of any kind could be issued ÷ working days."),
    ),
    (
        "share_of_family_visits",
        msg("Visits of families with two or more members seen in 12 months ÷ visits."),
    ),
    (
        "repeat_rate",
        msg("Newcomers of half a year ago who came again within 180 days ÷ those newcomers."),
    ),
    ("redemption_rate", msg("Points used ÷ points given in the period.")),
    (
        "liability_gross",
        msg("Points at the end × the value of a point, as if all of them were used."),
    ),
    ("liability_expected", msg("The same × the share that is expected to be used.")),
    (
        "reward_deviations",
        msg("Bills whose points differ from what their version, tier and promotions give."),
    ),
    ("loyal_share", msg("Loyal ÷ patients with a visit in 18 months; usually at most 30 %.")),
    (
        "spend_growth",
        msg(
            "Paid by families that came in both years: 12 months ÷ the 12 before − 1. No proof"
            " that the programme caused it: families that spend more join more readily."
        ),
    ),
    ("service_groups", msg("Mean number of different groups of services a family used.")),
    ("referral_share", msg("New patients with a confirmed referrer ÷ new patients.")),
    ("reason_known", msg("Regular patients whose reason for choosing us is known ÷ regular.")),
    ("feedback_rate", msg("Patients who answered ÷ patients who were to be asked.")),
    ("nps", msg("Share of 9–10 less share of 0–6, × 100; hidden below 30 answers.")),
    (
        "reminder_contact_rate",
        msg("Appointments reached or messaged beforehand ÷ appointments with consent."),
    ),
    (
        "birthday_contact_rate",
        msg("Greeted on the day, or the next working day ÷ birthdays with consent."),
    ),
    (
        "check_in_first_median",
        msg("From opening the record to checked in; half are faster, nine of ten are faster."),
    ),
    (
        "staff_certification",
        msg("Front-office staff who passed the quiz on the terms in force ÷ front-office staff."),
    ),
)


def definitions_table(report: MonthReport) -> Table:
    """Each indicator of the report with its formula in words."""
    titles = {one.name: one.title for one in report.indicators}
    return Table(
        msg("What the figures mean"),
        (Column("indicator", msg("Indicator")), Column("meaning", msg("How it is counted"))),
        [(titles[name], text) for name, text in _TEXTS if name in titles],
        note=msg("Below 20 cases of an employee or 30 of a group nothing is shown."),
    )
