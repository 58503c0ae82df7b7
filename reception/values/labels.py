"""The words of the closed lists in `choices`: stored values never change, their words may."""

from __future__ import annotations

from reception.translation import Message, msg
from reception.values.choices import (
    Background,
    CardForm,
    CardState,
    Channel,
    CheckRule,
    ConsentPurpose,
    ConsentState,
    ConsentWay,
    ContactChannel,
    Country,
    EntryKind,
    Job,
    MentionOutcome,
    NotNowReason,
    PaperKind,
    Relation,
    ReplaceCause,
    Role,
    Sex,
    Stage,
    Symbology,
    TaskKind,
    VisitStatus,
)
from reception.values.day_choices import IdentityCheck


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


def visit_status_label(status: VisitStatus) -> Message:
    """Where a visit stands."""
    return {
        VisitStatus.PLANNED: msg("expected"),
        VisitStatus.ARRIVED: msg("here"),
        VisitStatus.IN_ROOM: msg("in the room"),
        VisitStatus.DONE: msg("done"),
        VisitStatus.CANCELLED: msg("cancelled"),
        VisitStatus.NO_SHOW: msg("no-show"),
    }[status]


def outcome_label(outcome: MentionOutcome) -> Message:
    """What the listener answered."""
    return {
        MentionOutcome.JOINS: msg("joins"),
        MentionOutcome.LATER: msg("later"),
        MentionOutcome.DECLINED: msg("declined"),
        MentionOutcome.HAS_ONE: msg("has one"),
        MentionOutcome.WILL_FIND_OUT: msg("asks, we find out"),
        MentionOutcome.NEVER_HEARD: msg("had never heard"),
        MentionOutcome.NOT_REMEMBERED: msg("does not remember being told"),
        MentionOutcome.SHEET_HANDED: msg("sheet handed over"),
        MentionOutcome.NOT_NOW: msg("not now"),
        MentionOutcome.TOLD: msg("told"),
    }[outcome]


def channel_label(channel: Channel) -> Message:
    """Where a family was told."""
    return {
        Channel.PHONE: msg("by phone"),
        Channel.CHECK_IN: msg("at check-in"),
        Channel.WAITING: msg("while waiting"),
        Channel.CHECKOUT: msg("at checkout"),
        Channel.CALL_AFTER: msg("in a call after the visit"),
        Channel.PAPER: msg("on paper"),
        Channel.IMPORTED: msg("from the clinic's old list"),
    }[channel]


def relation_label(relation: Relation) -> Message:
    """A place in the household, seen from its head."""
    return {
        Relation.HEAD: msg("head of the family"),
        Relation.SPOUSE: msg("spouse"),
        Relation.CHILD: msg("child"),
        Relation.PARENT: msg("parent"),
        Relation.SIBLING: msg("brother or sister"),
        Relation.GRANDPARENT: msg("grandparent"),
        Relation.OTHER: msg("relative"),
    }[relation]


def card_label(state: CardState, form: CardForm) -> Message:
    """A card in two words."""
    if state is CardState.ACTIVE:
        return msg("active, plastic") if form is CardForm.PLASTIC else msg("active, on paper")
    return {
        CardState.ORDERED: msg("at the print shop"),
        CardState.IN_STOCK: msg("in stock"),
        CardState.BLOCKED: msg("blocked"),
        CardState.REPLACED: msg("replaced"),
        CardState.SPOILED: msg("spoiled"),
    }[state]


def sex_label(sex: Sex) -> Message:
    """As the card index knows it."""
    return {Sex.FEMALE: msg("female"), Sex.MALE: msg("male")}[sex]


def cause_label(cause: ReplaceCause) -> Message:
    """Why a card is replaced."""
    return {
        ReplaceCause.LOST: msg("Lost"),
        ReplaceCause.STOLEN: msg("Stolen"),
        ReplaceCause.DAMAGED: msg("Damaged"),
        ReplaceCause.OTHER: msg("Another reason"),
    }[cause]


def identity_label(check: IdentityCheck) -> Message:
    """How somebody was recognised before points were spent."""
    return {
        IdentityCheck.CARD: msg("card shown"),
        IdentityCheck.DOCUMENT: msg("card forgotten: document looked at"),
        IdentityCheck.CODE_WORD: msg("card forgotten: code word said"),
    }[check]


def check_rule_label(rule: CheckRule) -> Message:
    """A check rule by the name print shops use."""
    return {
        CheckRule.DAMM: msg("Damm, as the program's own numbers"),
        CheckRule.LUHN: msg("Luhn"),
        CheckRule.EAN_13: msg("EAN-13"),
        CheckRule.NONE: msg("none"),
    }[rule]


def symbology_label(symbology: Symbology) -> Message:
    """A bar code by its name."""
    return {
        Symbology.CODE_128: msg("Code 128"),
        Symbology.EAN_13: msg("EAN-13"),
        Symbology.QR: msg("QR"),
    }[symbology]


def paper_label(kind: PaperKind) -> Message:
    """A paper by its name."""
    return {
        PaperKind.RULES_SHEET: msg("Rules sheet"),
        PaperKind.APPLICATION: msg("Application to join"),
        PaperKind.DATA_CONSENT: msg("Consent to data processing"),
        PaperKind.ADVERTISING_CONSENT: msg("Consent to advertising messages"),
        PaperKind.PAPER_CARD: msg("Paper card"),
        PaperKind.CARD: msg("Card"),
        PaperKind.MONTHLY_REPORT: msg("Monthly report"),
        PaperKind.RECOVERY_SHEET: msg("Recovery key"),
        PaperKind.CARD_BATCH: msg("Cards for the print shop"),
        PaperKind.CALIBRATION: msg("Test page in millimetres"),
        PaperKind.WHAT_IT_GIVES: msg("What the card gives"),
        PaperKind.CUE_CARD: msg("Cue card"),
        PaperKind.PAPER_JOURNAL: msg("Paper journal"),
        PaperKind.POSTER: msg("Poster"),
        PaperKind.DAY_LIST: msg("List of the day"),
        PaperKind.POWER_OF_ATTORNEY: msg("Power of attorney"),
        PaperKind.ACCOUNT_CHANGE: msg("Application to change the account"),
        PaperKind.DISCLOSURE_CONSENT: msg("Consent to disclosure"),
        PaperKind.ERASURE_ACT: msg("Act of erasure"),
        PaperKind.ACCOUNT_STATEMENT: msg("Statement of points"),
        PaperKind.REFUND_SLIP: msg("Refund slip"),
        PaperKind.ESTIMATE: msg("Price before the service"),
        PaperKind.TILL_SLIP: msg("Slip for the till"),
        PaperKind.KEY_CARD: msg("Key card"),
        PaperKind.SURVEY_FORM: msg("Survey form"),
        PaperKind.CONVERSATION_SHEET: msg("Conversation sheet"),
        PaperKind.CONTACT_LIST: msg("People to reach"),
    }[kind]


def stage_label(stage: Stage) -> Message:
    """A stage of loyalty."""
    return {
        Stage.POTENTIAL: msg("potential"),
        Stage.FIRST_TIME: msg("first-time"),
        Stage.REPEAT: msg("repeat"),
        Stage.REGULAR: msg("regular"),
        Stage.LOYAL: msg("loyal"),
        Stage.LAPSED: msg("lapsed"),
    }[stage]


def task_label(kind: TaskKind) -> Message:
    """What is owed."""
    return {
        TaskKind.RECOVERY: msg("Make up for the silence about the programme"),
        TaskKind.ANSWER_OWED: msg("Answer owed"),
        TaskKind.PLASTIC_OWED: msg("Plastic card owed"),
        TaskKind.SHEET_OWED: msg("Rules sheet owed"),
        TaskKind.SIGNATURE_OWED: msg("Signature owed"),
        TaskKind.OWN_CONSENT: msg("Own consent after coming of age"),
        TaskKind.CARDS_REORDER: msg("Order cards"),
        TaskKind.CARE_CALL: msg("Care call after an emergency"),
        TaskKind.MENTION_OWED: msg("Tell about the card at checkout"),
        TaskKind.ERASURE: msg("Erase the data, as asked"),
        TaskKind.ENTER_AGAIN: msg("Enter again from paper what the restored copy does not hold"),
    }[kind]


def not_now_label(reason: NotNowReason) -> Message:
    """Why nothing was said."""
    return {
        NotNowReason.EMERGENCY: msg("emergency"),
        NotNowReason.UPSET: msg("upset"),
        NotNowReason.NO_DATA: msg("gives no data"),
        NotNowReason.QUEUE: msg("queue"),
        NotNowReason.FORGOT: msg("forgot"),
        NotNowReason.OTHER: msg("another reason"),
    }[reason]


def entry_label(kind: EntryKind) -> Message:
    """A kind of points entry."""
    return {
        EntryKind.EARNED: msg("earned by visits"),
        EntryKind.WELCOME: msg("welcome points"),
        EntryKind.BIRTHDAY: msg("birthday points"),
        EntryKind.REFERRAL: msg("points for recommending"),
        EntryKind.RETROACTIVE: msg("points for past visits"),
        EntryKind.ADJUSTED: msg("adjusted by hand"),
        EntryKind.REDEEMED: msg("used to pay"),
        EntryKind.GIVEN_BACK: msg("given back"),
        EntryKind.TAKEN_BACK: msg("earned points taken back"),
        EntryKind.WRITTEN_OFF: msg("written off"),
        EntryKind.EXPIRED: msg("expired"),
        EntryKind.MOVED_IN: msg("moved in from another account"),
        EntryKind.MOVED_OUT: msg("moved to another account"),
        EntryKind.CLOSED: msg("gone with a closed account"),
    }[kind]


def purpose_label(purpose: ConsentPurpose) -> Message:
    """What a consent is for."""
    return {
        ConsentPurpose.DATA: msg("Data for the programme"),
        ConsentPurpose.ADVERTISING: msg("Advertising"),
        ConsentPurpose.SERVICE_MESSAGES: msg("Reminders and service messages"),
        ConsentPurpose.DISCLOSURE: msg("My visit dates may be seen by"),
    }[purpose]


def contact_label(channel: ContactChannel) -> Message:
    """How somebody is reached."""
    return {
        ContactChannel.SMS: msg("SMS"),
        ContactChannel.CALL: msg("Call"),
        ContactChannel.EMAIL: msg("E-mail"),
        ContactChannel.MESSENGER: msg("Messenger"),
        ContactChannel.NONE: msg("without a channel"),
    }[channel]


def consent_way_label(way: ConsentWay) -> Message:
    """How a consent was given or withdrawn."""
    return {
        ConsentWay.PAPER: msg("on paper"),
        ConsentWay.SPOKEN: msg("by word at reception"),
        ConsentWay.PHONE: msg("by phone"),
        ConsentWay.MESSAGE: msg("by a written message"),
        ConsentWay.IMPORTED: msg("from the clinic's list"),
    }[way]


def consent_state_label(state: ConsentState) -> Message:
    """Where a consent stands."""
    return {
        ConsentState.TO_SIGN: msg("to sign"),
        ConsentState.GIVEN: msg("given"),
        ConsentState.WITHDRAWN: msg("withdrawn"),
    }[state]


def background_label(background: Background) -> Message:
    """What runs in the room meanwhile."""
    return {
        Background.FILM: msg("film"),
        Background.MUSIC: msg("music"),
        Background.SILENCE: msg("silence"),
    }[background]
