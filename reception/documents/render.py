"""From a kind of paper and its payload to PDF bytes: the one pipeline every paper takes."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Any

from reception.documents import (
    payloads,
    payloads_confidence,
    payloads_desk,
    payloads_family,
    payloads_feedback,
    payloads_till,
)
from reception.documents.frozen import freeze, thaw
from reception.documents.payloads_day import DayPaper
from reception.translation import Translator
from reception.values.choices import PaperKind

PAYLOADS: Mapping[PaperKind, type] = {
    PaperKind.RULES_SHEET: payloads.RulesSheet,
    PaperKind.APPLICATION: payloads.Application,
    PaperKind.DATA_CONSENT: payloads.DataConsent,
    PaperKind.ADVERTISING_CONSENT: payloads.AdvertisingConsent,
    PaperKind.PAPER_CARD: payloads.PaperCard,
    PaperKind.CARD: payloads.Card,
    PaperKind.MONTHLY_REPORT: payloads.MonthlyReport,
    PaperKind.RECOVERY_SHEET: payloads.RecoverySheet,
    PaperKind.CARD_BATCH: payloads_desk.CardBatch,
    PaperKind.CALIBRATION: payloads_desk.Calibration,
    PaperKind.WHAT_IT_GIVES: payloads_desk.WhatItGives,
    PaperKind.CUE_CARD: payloads_desk.CueCard,
    PaperKind.PAPER_JOURNAL: payloads_desk.PaperJournal,
    PaperKind.POSTER: payloads_desk.Poster,
    PaperKind.DAY_LIST: DayPaper,
    PaperKind.POWER_OF_ATTORNEY: payloads_family.PowerOfAttorney,
    PaperKind.ACCOUNT_CHANGE: payloads_family.AccountChange,
    PaperKind.DISCLOSURE_CONSENT: payloads_confidence.DisclosureConsent,
    PaperKind.ERASURE_ACT: payloads_confidence.ErasureAct,
    PaperKind.ACCOUNT_STATEMENT: payloads_confidence.AccountStatement,
    PaperKind.REFUND_SLIP: payloads_desk.RefundSlip,
    PaperKind.ESTIMATE: payloads_till.EstimateSlip,
    PaperKind.TILL_SLIP: payloads_till.TillSlip,
    PaperKind.KEY_CARD: payloads_desk.KeyCard,
    PaperKind.SURVEY_FORM: payloads_feedback.WrittenForm,
    PaperKind.CONVERSATION_SHEET: payloads_feedback.WrittenForm,
    PaperKind.CONTACT_LIST: payloads_feedback.ContactList,
}


def render(kind: PaperKind, data: Any, translator: Translator) -> bytes:
    """The paper as PDF bytes.  Raises InvalidInput where a letter cannot be printed."""
    if not isinstance(data, PAYLOADS[kind]):
        raise TypeError(f"{kind} is not made of {type(data).__name__}")
    return _renderer(kind)(data, translator)


def write_payload(data: Any) -> str:
    """A payload as the JSON text that is stored."""
    return json.dumps(freeze(data), ensure_ascii=False, sort_keys=True)


def read_payload(kind: PaperKind, stored: str) -> Any:
    """The payload of a stored paper."""
    return thaw(PAYLOADS[kind], json.loads(stored))


def _renderer(kind: PaperKind) -> Callable[[Any, Translator], bytes]:
    """The renderer of a kind; reportlab is loaded with the first paper, not with the window."""
    from reception.documents.account_change import render_account_change
    from reception.documents.account_statement import render_account_statement
    from reception.documents.advertising_consent import render_advertising_consent
    from reception.documents.application import render_application
    from reception.documents.calibration import render_calibration
    from reception.documents.card import render_card
    from reception.documents.card_batch import render_card_batch
    from reception.documents.cue_card import render_cue_card
    from reception.documents.data_consent import render_data_consent
    from reception.documents.day_list import render_day_list
    from reception.documents.disclosure_consent import render_disclosure_consent
    from reception.documents.erasure_act import render_erasure_act
    from reception.documents.estimate_slip import render_estimate_slip
    from reception.documents.key_card import render_key_card
    from reception.documents.monthly_report import render_monthly_report
    from reception.documents.paper_card import render_paper_card
    from reception.documents.paper_journal import render_paper_journal
    from reception.documents.poster import render_poster
    from reception.documents.power_of_attorney import render_power_of_attorney
    from reception.documents.recovery_sheet import render_recovery_sheet
    from reception.documents.refund_slip import render_refund_slip
    from reception.documents.rules_sheet import render_rules_sheet
    from reception.documents.till_slip import render_till_slip
    from reception.documents.what_it_gives import render_what_it_gives
    from reception.documents.written_form import (
        render_contact_list,
        render_conversation_sheet,
        render_survey_form,
    )

    renderers: dict[PaperKind, Callable[[Any, Translator], bytes]] = {
        PaperKind.RULES_SHEET: render_rules_sheet,
        PaperKind.APPLICATION: render_application,
        PaperKind.DATA_CONSENT: render_data_consent,
        PaperKind.ADVERTISING_CONSENT: render_advertising_consent,
        PaperKind.PAPER_CARD: render_paper_card,
        PaperKind.CARD: render_card,
        PaperKind.MONTHLY_REPORT: render_monthly_report,
        PaperKind.RECOVERY_SHEET: render_recovery_sheet,
        PaperKind.CARD_BATCH: render_card_batch,
        PaperKind.CALIBRATION: render_calibration,
        PaperKind.WHAT_IT_GIVES: render_what_it_gives,
        PaperKind.CUE_CARD: render_cue_card,
        PaperKind.PAPER_JOURNAL: render_paper_journal,
        PaperKind.POSTER: render_poster,
        PaperKind.DAY_LIST: render_day_list,
        PaperKind.POWER_OF_ATTORNEY: render_power_of_attorney,
        PaperKind.ACCOUNT_CHANGE: render_account_change,
        PaperKind.DISCLOSURE_CONSENT: render_disclosure_consent,
        PaperKind.ERASURE_ACT: render_erasure_act,
        PaperKind.ACCOUNT_STATEMENT: render_account_statement,
        PaperKind.REFUND_SLIP: render_refund_slip,
        PaperKind.ESTIMATE: render_estimate_slip,
        PaperKind.TILL_SLIP: render_till_slip,
        PaperKind.KEY_CARD: render_key_card,
        PaperKind.SURVEY_FORM: render_survey_form,
        PaperKind.CONVERSATION_SHEET: render_conversation_sheet,
        PaperKind.CONTACT_LIST: render_contact_list,
    }
    return renderers[kind]
