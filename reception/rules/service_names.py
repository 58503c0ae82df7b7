"""Names of the standard service groups, as they stand in a list on paper and on the screen."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from reception.translation import Language
from reception.values.localized_text import LocalizedText

STANDARD_GROUPS: Mapping[str, LocalizedText] = {
    "consultation": LocalizedText("консультации", "консультації", "consultations"),
    "diagnostics": LocalizedText("диагностика", "діагностика", "diagnostics"),
    "procedures": LocalizedText("процедуры", "процедури", "procedures"),
    "laboratory": LocalizedText("анализы", "аналізи", "laboratory tests"),
    "vaccination": LocalizedText("прививки", "щеплення", "vaccinations"),
    "dentistry": LocalizedText("стоматология", "стоматологія", "dentistry"),
    "surgery": LocalizedText("операции", "операції", "surgery"),
    "physiotherapy": LocalizedText("физиотерапия", "фізіотерапія", "physiotherapy"),
    "massage": LocalizedText("массаж", "масаж", "massage"),
    "cosmetology": LocalizedText("косметология", "косметологія", "cosmetology"),
    "home-visit": LocalizedText("вызов врача на дом", "виклик лікаря додому", "home visits"),
    "certificates": LocalizedText("справки и медосмотры", "довідки й медогляди", "certificates"),
    "insurance": LocalizedText(
        "оплата страховой компанией",
        "оплата страховою компанією",
        "services paid by an insurer",
    ),
    "medicines": LocalizedText("лекарства", "ліки", "medicines"),
    "outside-laboratory": LocalizedText(
        "анализы внешней лаборатории",
        "аналізи зовнішньої лабораторії",
        "outside-laboratory tests",
    ),
    "other": LocalizedText("прочие услуги", "інші послуги", "other services"),
}


def group_name(
    code: str, language: Language, own_names: Mapping[str, LocalizedText] | None = None
) -> str:
    """The name of a group: the clinic's own, else the standard one, else its code."""
    name = (own_names or {}).get(code) or STANDARD_GROUPS.get(code)
    return code if name is None else name.in_language(language)


def group_list(
    codes: Iterable[str],
    language: Language,
    own_names: Mapping[str, LocalizedText] | None = None,
) -> str:
    """Names of groups in the order given, by commas."""
    return ", ".join(group_name(code, language, own_names) for code in codes)


def own_names(groups: Iterable[tuple[str, str]]) -> dict[str, LocalizedText]:
    """Names of a clinic's own groups, given as code and name: one text for every language."""
    return {
        code: LocalizedText(name, name, name)
        for code, name in groups
        if code not in STANDARD_GROUPS
    }
