"""Nobody is on a list without consent; the dead, the erased and who wants nothing never are."""

from __future__ import annotations

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from reception.rules.contact import ContactFacts, contact_channels, may_contact
from reception.values.choices import ConsentPurpose, ContactChannel, MessageClass

DAY = date(2026, 11, 2)
SMS, CALL = ContactChannel.SMS, ContactChannel.CALL
SERVICE, ADVERTISING = MessageClass.SERVICE, MessageClass.ADVERTISING


def facts(**more: object) -> ContactFacts:
    given = {
        "agreed": frozenset({(ConsentPurpose.SERVICE_MESSAGES, SMS)}),
        "reachable": frozenset({SMS, CALL}),
    }
    return ContactFacts(**(given | more))  # type: ignore[arg-type]


def code(one: ContactFacts, message: MessageClass, channel: ContactChannel = SMS) -> str:
    return may_contact(one, message=message, channel=channel, day=DAY).code


def test_a_consent_counts_for_its_purpose_and_channel_only() -> None:
    assert code(facts(), SERVICE) == ""
    assert code(facts(), SERVICE, CALL) == "no_consent"
    assert code(facts(), ADVERTISING) == "no_consent"
    assert code(facts(agreed=frozenset({(ConsentPurpose.ADVERTISING, SMS)})), SERVICE) == (
        "no_consent"
    )


def test_an_answer_that_was_asked_for_needs_no_consent() -> None:
    assert code(facts(agreed=frozenset()), MessageClass.REQUESTED, CALL) == ""
    assert code(facts(has_opted_out=True), MessageClass.REQUESTED, CALL) == "opted_out"


def test_a_pause_ends_after_its_last_day() -> None:
    assert code(facts(paused_until=DAY), SERVICE) == "paused"
    assert code(facts(paused_until=date(2026, 11, 1)), SERVICE) == ""


def test_without_a_number_nobody_is_reached() -> None:
    assert code(facts(reachable=frozenset()), SERVICE) == "unreachable"


@given(
    st.builds(
        ContactFacts,
        agreed=st.frozensets(
            st.tuples(st.sampled_from(ConsentPurpose), st.sampled_from(ContactChannel))
        ),
        reachable=st.frozensets(st.sampled_from(ContactChannel)),
        is_deceased=st.booleans(),
        is_erased=st.booleans(),
        has_opted_out=st.booleans(),
        paused_until=st.none() | st.dates(date(2026, 10, 1), date(2026, 12, 1)),
    ),
    st.sampled_from([SERVICE, ADVERTISING]),
)
def test_no_list_ever_holds_anybody_without_it(one: ContactFacts, message: MessageClass) -> None:
    needed = {
        SERVICE: ConsentPurpose.SERVICE_MESSAGES,
        ADVERTISING: ConsentPurpose.ADVERTISING,
    }[message]
    for channel in contact_channels(one, message=message, day=DAY):
        assert (needed, channel) in one.agreed
        assert channel in one.reachable
        assert not one.is_deceased
        assert not one.is_erased
        assert not one.has_opted_out
        assert one.paused_until is None or one.paused_until < DAY
