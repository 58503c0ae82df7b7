"""The words of the screen: one language at a time, Qt's own dialogs included.

Papers take their own translator; only what stands on the screen is asked for here.
Switching the language rebuilds the window.
"""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QTranslator

from reception.translation import Language, Message, Translator, load_translator

_screen: list[Translator] = []


def install(translator: Translator) -> None:
    """Speak `translator`'s language from now on, Qt's own texts and number forms too."""
    _screen[:] = [translator]
    QLocale.setDefault(QLocale(_LOCALES[translator.language]))
    application = QCoreApplication.instance()
    if application is None:
        return
    for old in application.findChildren(QTranslator):
        QCoreApplication.removeTranslator(old)
        old.deleteLater()
    own = QTranslator(application)
    folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    if own.load(f"qtbase_{translator.language.value}", folder):
        QCoreApplication.installTranslator(own)


def screen_translator() -> Translator:
    """The translator of the screen; English before one is installed."""
    if not _screen:
        _screen.append(load_translator(Language.EN))
    return _screen[0]


def _(text: str, /, **fields: Any) -> str:
    """A text of the screen in words, its fields as this language writes them."""
    return screen_translator().text(Message(text, fields))


def ngettext_(singular: str, plural: str, count: int, /, **fields: Any) -> str:
    """A text of the screen that agrees with `count`, which is also its field of that name."""
    return screen_translator().text(Message(singular, {"count": count, **fields}, plural, count))


def say(message: Message | str) -> str:
    """A message of the core in the language of the screen."""
    return screen_translator().text(message)


_LOCALES = {Language.RU: "ru_RU", Language.UK: "uk_UA", Language.EN: "en_GB"}
