"""A text that stands in all three languages."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from reception.translation import Language, Translator


@dataclass(frozen=True)
class LocalizedText:
    """One text in Russian, Ukrainian and English; none is ever missing."""

    ru: str
    uk: str
    en: str

    @classmethod
    def of(cls, texts: Mapping[str, str]) -> LocalizedText:
        """From a mapping with the keys ru, uk and en; raises KeyError where one is missing."""
        return cls(texts["ru"], texts["uk"], texts["en"])

    def in_language(self, language: Language) -> str:
        """The text in one language."""
        return {Language.RU: self.ru, Language.UK: self.uk, Language.EN: self.en}[language]

    def localized(self, translator: Translator) -> str:
        """The text in the translator's language."""
        return self.in_language(translator.language)

    def as_dict(self) -> dict[str, str]:
        """For JSON: {"ru": …, "uk": …, "en": …}."""
        return {"ru": self.ru, "uk": self.uk, "en": self.en}
