"""The closed lists of the clinic: their values are stored, their words are translated.

Each is a string enum, so that a stored value is readable in an export; the words stand in
`reception/values/labels.py`.
"""

from __future__ import annotations

from enum import StrEnum


class Country(StrEnum):
    """Shapes age limits, papers, phones and the default language."""

    RU = "RU"
    UA = "UA"
    OTHER = "other"


class Role(StrEnum):
    """Rights of who acts."""

    ADMINISTRATOR = "administrator"
    SUPERVISOR = "supervisor"
    OWNER = "owner"
    COMMAND_LINE = "command_line"


class Job(StrEnum):
    """What a member of staff does; every one of them tells families about the programme."""

    ADMINISTRATOR = "administrator"
    CONTACT_CENTRE = "contact_centre"
    CASHIER = "cashier"
    NURSE = "nurse"
    DOCTOR = "doctor"


class Sex(StrEnum):
    """As the clinic's card index knows it."""

    FEMALE = "female"
    MALE = "male"


class Relation(StrEnum):
    """Household role, seen from the head."""

    HEAD = "head"
    SPOUSE = "spouse"
    CHILD = "child"
    PARENT = "parent"
    SIBLING = "sibling"
    GRANDPARENT = "grandparent"
    OTHER = "other"


class VisitStatus(StrEnum):
    """One visit, one status; each has its stamp."""

    PLANNED = "planned"
    ARRIVED = "arrived"
    IN_ROOM = "in_room"
    DONE = "done"
    CANCELLED = "cancelled"
    NO_SHOW = "no_show"


class Channel(StrEnum):
    """Where a family is told about the programme."""

    PHONE = "phone"
    CHECK_IN = "check_in"
    WAITING = "waiting"
    CHECKOUT = "checkout"
    CALL_AFTER = "call_after"
    PAPER = "paper"
    IMPORTED = "imported"


class MentionOutcome(StrEnum):
    """What the patient answered; the digit keys of the prompt in this order, 0 last."""

    JOINS = "joins"
    LATER = "later"
    DECLINED = "declined"
    HAS_ONE = "has_one"
    WILL_FIND_OUT = "will_find_out"
    NEVER_HEARD = "never_heard"
    SHEET_HANDED = "sheet_handed"
    NOT_NOW = "not_now"
    NOT_REMEMBERED = "not_remembered"  # “nobody told me”, where a telling is recorded
    TOLD = "told"  # imported history: told, the answer is not known


class NotNowReason(StrEnum):
    """Why nothing was said."""

    EMERGENCY = "emergency"
    UPSET = "upset"
    NO_DATA = "no_data"
    QUEUE = "queue"
    FORGOT = "forgot"
    OTHER = "other"


class TaskKind(StrEnum):
    """Work that somebody owes somebody."""

    RECOVERY = "recovery"
    ANSWER_OWED = "answer_owed"
    PLASTIC_OWED = "plastic_owed"
    SHEET_OWED = "sheet_owed"
    SIGNATURE_OWED = "signature_owed"
    CARDS_REORDER = "cards_reorder"
    OWN_CONSENT = "own_consent"
    CARE_CALL = "care_call"
    MENTION_OWED = "mention_owed"
    ENTER_AGAIN = "enter_again"
    ERASURE = "erasure"


class TaskStatus(StrEnum):
    """What became of a task."""

    OPEN = "open"
    DONE = "done"
    DROPPED = "dropped"


class ConsentPurpose(StrEnum):
    """Each purpose is asked and withdrawn by itself."""

    DATA = "data"
    ADVERTISING = "advertising"
    SERVICE_MESSAGES = "service_messages"
    DISCLOSURE = "disclosure"


class ContactChannel(StrEnum):
    """How a person may be reached."""

    SMS = "sms"
    CALL = "call"
    EMAIL = "email"
    MESSENGER = "messenger"
    NONE = "none"


class ConsentState(StrEnum):
    """A consent is recorded, then signed; it can be withdrawn."""

    TO_SIGN = "to_sign"
    GIVEN = "given"
    WITHDRAWN = "withdrawn"


class MessageClass(StrEnum):
    """What a message is by law: about her own visit, of interest to anybody, or asked for."""

    SERVICE = "service"
    ADVERTISING = "advertising"
    REQUESTED = "requested"


class ConsentWay(StrEnum):
    """How a consent was given or withdrawn."""

    PAPER = "paper"
    SPOKEN = "spoken"
    PHONE = "phone"
    MESSAGE = "message"
    IMPORTED = "imported"


class Background(StrEnum):
    """What runs in the room meanwhile."""

    FILM = "film"
    MUSIC = "music"
    SILENCE = "silence"


class ErasureState(StrEnum):
    """What became of a person's wish to have her data erased."""

    ASKED = "asked"
    DONE = "done"
    TAKEN_BACK = "taken_back"


class AcceptanceState(StrEnum):
    """Joining by a version: missing (imported), printed to sign, signed."""

    MISSING = "missing"
    TO_SIGN = "to_sign"
    SIGNED = "signed"


class VersionStatus(StrEnum):
    """A programme version is a draft until it is published."""

    DRAFT = "draft"
    PUBLISHED = "published"


class AccountStatus(StrEnum):
    """A family account."""

    OPEN = "open"
    BLOCKED = "blocked"
    CLOSED = "closed"


class CardState(StrEnum):
    """A card's life (design/terms.md 12)."""

    ORDERED = "ordered"
    IN_STOCK = "in_stock"
    ACTIVE = "active"
    BLOCKED = "blocked"
    REPLACED = "replaced"
    SPOILED = "spoiled"


class CheckRule(StrEnum):
    """By what rule the last digit of pre-printed card numbers checks the others."""

    DAMM = "damm"
    LUHN = "luhn"
    EAN_13 = "ean_13"
    NONE = "none"


class ReplaceCause(StrEnum):
    """Why a card gives way to another one."""

    LOST = "lost"
    STOLEN = "stolen"
    DAMAGED = "damaged"
    OTHER = "other"


class Symbology(StrEnum):
    """The bar code of a card."""

    CODE_128 = "code_128"
    EAN_13 = "ean_13"
    QR = "qr"


class CardLayout(StrEnum):
    """How cards lie on the pages of a print file."""

    CR80 = "cr80"
    TEN_ON_A4 = "ten_on_a4"


class CardForm(StrEnum):
    """What the patient holds."""

    PLASTIC = "plastic"
    PAPER = "paper"


class StockMove(StrEnum):
    """Movements of plastic cards."""

    RECEIVED = "received"
    ISSUED = "issued"
    RETURNED = "returned"
    SPOILED = "spoiled"
    LOST = "lost"
    COUNTED = "counted"


class PaperKind(StrEnum):
    """Every paper the clinic prints."""

    RULES_SHEET = "rules_sheet"
    APPLICATION = "application"
    DATA_CONSENT = "data_consent"
    ADVERTISING_CONSENT = "advertising_consent"
    PAPER_CARD = "paper_card"
    CARD = "card"
    MONTHLY_REPORT = "monthly_report"
    RECOVERY_SHEET = "recovery_sheet"
    CARD_BATCH = "card_batch"
    CALIBRATION = "calibration"
    WHAT_IT_GIVES = "what_it_gives"
    CUE_CARD = "cue_card"
    PAPER_JOURNAL = "paper_journal"
    POSTER = "poster"
    DAY_LIST = "day_list"
    POWER_OF_ATTORNEY = "power_of_attorney"
    ACCOUNT_CHANGE = "account_change"
    DISCLOSURE_CONSENT = "disclosure_consent"
    ERASURE_ACT = "erasure_act"
    ACCOUNT_STATEMENT = "account_statement"
    REFUND_SLIP = "refund_slip"
    ESTIMATE = "estimate"
    TILL_SLIP = "till_slip"
    KEY_CARD = "key_card"
    SURVEY_FORM = "survey_form"
    CONVERSATION_SHEET = "conversation_sheet"
    CONTACT_LIST = "contact_list"


class PaperState(StrEnum):
    """From the printer to the signature."""

    TO_PRINT = "to_print"
    PRINTED = "printed"
    HANDED = "handed"
    SIGNED = "signed"
    VOID = "void"


class EntryKind(StrEnum):
    """Kinds of points entries (design/terms.md, Replay)."""

    EARNED = "earned"
    WELCOME = "welcome"
    BIRTHDAY = "birthday"
    REFERRAL = "referral"
    RETROACTIVE = "retroactive"
    ADJUSTED = "adjusted"
    REDEEMED = "redeemed"
    GIVEN_BACK = "given_back"
    TAKEN_BACK = "taken_back"
    WRITTEN_OFF = "written_off"
    EXPIRED = "expired"
    MOVED_IN = "moved_in"
    MOVED_OUT = "moved_out"
    CLOSED = "closed"


class Stage(StrEnum):
    """The five stages of loyalty, and lapsed (product/indicators.md)."""

    POTENTIAL = "potential"
    FIRST_TIME = "first_time"
    REPEAT = "repeat"
    REGULAR = "regular"
    LOYAL = "loyal"
    LAPSED = "lapsed"


class VisitOrigin(StrEnum):
    """How a visit came into the book."""

    BOOKED = "booked"
    WALK_IN = "walk_in"
    IMPORTED = "imported"


class Rounding(StrEnum):
    """How the points of a visit become whole, once, at the very end."""

    DOWN = "down"
    HALF_UP = "half_up"
    UP = "up"


class ExpiryMode(StrEnum):
    """From when the life of points is counted."""

    AFTER_EARNING = "after_earning"
    AFTER_LAST_VISIT = "after_last_visit"
    END_OF_MONTH = "end_of_month"
    END_OF_YEAR = "end_of_year"
    NEVER = "never"


class Shortfall(StrEnum):
    """What becomes of points taken back that are already spent."""

    WRITE_OFF = "write_off"
    DEBT = "debt"


class Leaving(StrEnum):
    """What a member who leaves a family account takes along."""

    STAYS = "stays"
    OWN_LOTS_GO_ALONG = "own_lots_go_along"


class Light(StrEnum):
    """How a check before publishing came out; grey could not be checked and blocks nothing."""

    GREEN = "green"
    RED = "red"
    GREY = "grey"
