"""Whatever a family is like: nobody is told who must not be, nothing untrue or twice is said."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from reception.rules.figures import words_in
from reception.rules.mentions import EligibilityFacts, ToldStatus, eligible
from reception.rules.prompt_choice import OWN_WORDS, Prompt, Silence, SilenceReason, choose_prompt
from reception.rules.prompt_facts import MentionFacts
from reception.rules.prompts import PhraseKind, Situation, load
from reception.translation import Language
from reception.values.choices import Channel, Stage
from reception.values.ids import PatientId
from tests.rules.terms_made import BEGAN, STARTER, changed, starter

BOOK = load((STARTER / "prompts.toml").read_text(encoding="utf-8"))
PHRASES = {phrase.code: phrase for phrase in BOOK.phrases}
DAY = date(2026, 11, 2)
LISTENER = PatientId(1)
BALANCE = 987_654
TERMS = [
    starter(),
    starter("uk"),
    changed({"earning": {"percent": "0"}}),
    changed({"earning": {"retroactive_days": 0, "percent": "7.5", "minimum_bill": "100"}}),
    changed({"redemption": {"cap_percent": "0"}}),
    changed({"expiry": {"mode": "never"}, "family": {"max_members": 1}}, drop=("expiry.months",)),
    changed({"redemption": {"minimum_points": 500, "step": 100}}, drop=("bonuses",)),
]

days = st.integers(0, 400).map(lambda ago: DAY - timedelta(days=ago))
maybe_day = st.none() | days
points = st.none() | st.integers(0, 5000)
rarely = st.sampled_from([False] * 7 + [True])

visits = st.builds(
    EligibilityFacts,
    day=st.just(DAY),
    listener=st.sampled_from([LISTENER] * 9 + [None]),
    is_member=rarely,
    told_on=maybe_day,
    declined_on=maybe_day,
    do_not_mention=rarely,
    emergency=rarely,
    fully_insured=rarely,
    refuses_data=rarely,
    household_today=rarely,
)
statuses = st.builds(
    ToldStatus,
    told_on=maybe_day,
    declined_on=maybe_day,
    phrases=st.frozensets(st.sampled_from(sorted(PHRASES)), max_size=30),
)
families = st.builds(
    MentionFacts,
    visit=visits,
    channel=st.sampled_from(
        [Channel.PHONE, Channel.CHECK_IN, Channel.WAITING, Channel.CHECKOUT, Channel.CALL_AFTER]
    ),
    language=st.sampled_from(Language),
    stage=st.sampled_from(Stage),
    visit_number=st.integers(1, 40),
    status=statuses,
    household_told=st.booleans(),
    visits_untold=st.integers(0, 30),
    untold_since=maybe_day,
    household_size=st.integers(1, 5),
    with_child=st.booleans(),
    with_other=rarely,
    family_member=st.booleans(),
    is_holder=st.booleans(),
    joined_now=rarely,
    plastic_owed=st.booleans(),
    plastic_day=maybe_day,
    answered=rarely,
    prefers_silence=rarely,
    identified=st.booleans(),
    address=st.sampled_from(["", "Анна Сергеевна"]),
    points_today=points,
    balance=st.sampled_from([None, 0, BALANCE]),
    redeemable=points,
    retroactive_points=points,
    last_year_points=points,
    average_bill=st.none() | st.integers(1, 500_000),
    programme_began=st.sampled_from([None, BEGAN, DAY]),
    next_visit=maybe_day,
    booked_day=maybe_day,
    with_us_since=maybe_day,
    suggestion=st.sampled_from(["", "поставить кулер в холле"]),
    change=st.sampled_from(["", "баллы живут дольше"]),
)


@given(family=families, terms=st.sampled_from(TERMS))
def test_what_is_said_is_allowed_true_and_new(family, terms):
    found = choose_prompt(family, BOOK, terms)
    if isinstance(found, Silence):
        if found.if_asked is not None:
            assert found.reason is SilenceReason.TOLD_RECENTLY
        return
    assert isinstance(found, Prompt)
    assert not family.visit.emergency
    assert not family.answered or family.joined_now
    if found.kind is PhraseKind.HOLDER:
        assert family.is_holder or family.joined_now or family.family_member
    else:
        assert not family.is_holder
        assert eligible(family.visit).eligible
    if found.variant == OWN_WORDS:
        assert found.text == ""
        assert found.note is not None
        return
    phrase = PHRASES[found.code]
    assert found.code not in family.status.phrases
    assert not phrase.channels or family.channel in phrase.channels
    for text in (found.text, *found.must, *(o.answer for o in found.objections)):
        assert not any(mark in text for mark in "{}|")
    assert 0 < words_in(found.text.replace("\u00a0", " ")) <= 30


@given(family=families, terms=st.sampled_from(TERMS))
def test_a_balance_is_told_to_its_members_alone(family, terms):
    found = choose_prompt(family, BOOK, terms)
    if isinstance(found, Prompt) and f"{BALANCE}" in found.text.replace("\u00a0", "").replace(
        ",", ""
    ):
        assert family.is_holder
        assert not family.with_other
        assert family.channel is not Channel.PHONE or family.identified


@given(family=families, terms=st.sampled_from(TERMS))
def test_an_eligible_listener_is_never_passed_over(family, terms):
    quiet = family.answered or family.is_holder or family.joined_now
    escorted = family.with_other and family.family_member
    if eligible(family.visit).eligible and not quiet and not escorted:
        found = choose_prompt(family, BOOK, terms)
        assert isinstance(found, Prompt)
        assert found.situation in Situation
        if family.prefers_silence:
            assert found.channel is Channel.PAPER
