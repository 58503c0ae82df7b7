"""The first start: a language, then a demonstration, an import, or an empty clinic."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from zoneinfo import ZoneInfo

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from reception.bootstrap import Supervisor
from reception.errors import InvalidInput, ReceptionError
from reception.services.setup import (
    CURRENCIES,
    TIME_ZONES,
    NewClinic,
    checked_password,
    checked_pin,
)
from reception.translation import Language
from reception.ui import theme
from reception.ui.i18n import _, say
from reception.ui.kit.button import Button
from reception.ui.kit.card import Card
from reception.ui.kit.choose import Segments
from reception.ui.kit.field import ChoiceField, Field
from reception.ui.kit.form import Form
from reception.ui.kit.text import Text
from reception.values.choices import Country
from reception.values.labels import country_label

LANGUAGE_NAMES = {Language.RU: "Русский", Language.UK: "Українська", Language.EN: "English"}
COUNTRIES = {Language.RU: Country.RU, Language.UK: Country.UA, Language.EN: Country.OTHER}
ZONES = {
    Country.RU: (
        "Europe/Kaliningrad",
        "Europe/Moscow",
        "Europe/Samara",
        "Asia/Yekaterinburg",
        "Asia/Omsk",
        "Asia/Novosibirsk",
        "Asia/Krasnoyarsk",
        "Asia/Irkutsk",
        "Asia/Yakutsk",
        "Asia/Vladivostok",
        "Asia/Magadan",
        "Asia/Kamchatka",
    ),
    Country.UA: ("Europe/Kyiv",),
    Country.OTHER: ("Europe/Lisbon", "Europe/Warsaw", "Europe/Kyiv", "Asia/Tbilisi"),
}


class Beginning(StrEnum):
    """How a clinic begins."""

    DEMONSTRATION = "demonstration"
    IMPORT = "import"
    EMPTY = "empty"


@dataclass(frozen=True)
class FirstAnswers:
    """What the first start was told; a demonstration has no supervisor."""

    beginning: Beginning
    language: Language
    clinic: NewClinic | None
    supervisor: Supervisor | None


class Offer(QAbstractButton):
    """A wide choice with an icon, a name and what it means."""

    def __init__(self, icon: str, name: str, about: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icon, self._about = icon, about
        self.setText(name)
        self.setAccessibleName(name)
        self.setAccessibleDescription(about)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def sizeHint(self) -> QSize:
        """The height at a usual width."""
        width = theme.active().px(520)
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        """Never lower than its words need."""
        return self.sizeHint()

    def hasHeightForWidth(self) -> bool:
        """The second line wraps."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Name, wrapped words and air."""
        wear = theme.active()
        return wear.px(38) + self._words(width).height() + wear.px(14)

    def _words(self, width: int) -> QRect:
        wear = theme.active()
        room = QRect(wear.px(60), wear.px(38), width - wear.px(76), 10_000)
        flags = int(Qt.TextFlag.TextWordWrap)
        return QFontMetrics(wear.font(14)).boundingRect(room, flags, self._about)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Return chooses, as Space does."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
            return
        super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """A surface with a hairline; the accent when hovered or focused."""
        wear = theme.active()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        hot = self.underMouse() or self.hasFocus()
        edge = wear.color("accent" if hot else "line_strong")
        painter.setPen(QPen(edge, 2 if self.hasFocus() else 1))
        painter.setBrush(wear.color("accent_soft" if self.underMouse() else "surface"))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 8, 8)
        place = QPointF(wear.px(18), wear.px(16))
        painter.drawPixmap(place, wear.pixmap(self._icon, "accent", 26))
        painter.setPen(wear.color("text"))
        painter.setFont(wear.font(16, bold=True))
        name = QRectF(wear.px(60), wear.px(10), self.width(), wear.px(28))
        painter.drawText(name, int(Qt.AlignmentFlag.AlignVCenter), self.text())
        painter.setPen(wear.color("muted"))
        painter.setFont(wear.font(14))
        words = self._words(self.width()).adjusted(0, 0, 2, 2)
        painter.drawText(words, int(Qt.TextFlag.TextWordWrap), self._about)
        painter.end()


class Welcome(QWidget):
    """The first step: language and the three ways to begin."""

    language_chosen = Signal(object)
    begun = Signal(object)

    def __init__(self, language: Language, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        wear = theme.active()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(wear.px(16))
        self.languages = Segments(
            [(one, LANGUAGE_NAMES[one]) for one in Language], language, parent=self
        )
        self.languages.chosen.connect(self.language_chosen)
        column.addWidget(self.languages)
        column.addSpacing(wear.px(8))
        column.addWidget(Text(_("Welcome to Reception"), "display", wrap=True, parent=self))
        about = _(
            "The front desk of one clinic, on this computer and nowhere else. How shall we begin?"
        )
        column.addWidget(Text(about, "lead", wrap=True, parent=self))
        self.offers = {
            Beginning.IMPORT: Offer(
                "upload",
                _("Bring our patients"),
                _("Set up the clinic, then import the lists from the old program or from Excel."),
            ),
            Beginning.EMPTY: Offer(
                "plus",
                _("Start empty"),
                _("Set up the clinic; patients are entered at the desk as they come."),
            ),
            Beginning.DEMONSTRATION: Offer(
                "play",
                _("Look around in a demonstration clinic"),
                _("Invented patients and visits in a folder of their own. Nothing can go wrong."),
            ),
        }
        for beginning, offer in self.offers.items():
            offer.setObjectName(beginning.value)
            offer.clicked.connect(self._chosen)
            column.addWidget(offer)

    @Slot()
    def _chosen(self) -> None:
        self.begun.emit(Beginning(self.sender().objectName()))

    def set_busy(self, *, busy: bool) -> None:
        """While the clinic is laid down nothing can be pressed."""
        self.setEnabled(not busy)


class ClinicForm(QWidget):
    """The second step: the clinic and its first supervisor; `answered` when all is right."""

    answered = Signal(object)
    back = Signal()

    def __init__(
        self,
        beginning: Beginning,
        language: Language,
        now: datetime,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        wear = theme.active()
        self._beginning, self._language, self._now = beginning, language, now
        country = COUNTRIES[language]
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(wear.px(16))
        column.addWidget(Text(_("Your clinic"), "display", wrap=True, parent=self))
        column.addWidget(self._clinic_card(country))
        column.addWidget(self._supervisor_card())
        foot = QHBoxLayout()
        self.back_button = Button(_("Back"), "quiet")
        self.back_button.clicked.connect(self.back)
        self.go_button = Button(_("Set up the clinic"), "primary")
        self.go_button.clicked.connect(self._answer)
        foot.addWidget(self.back_button)
        foot.addStretch(1)
        foot.addWidget(self.go_button)
        column.addLayout(foot)
        self.setFocusProxy(self.name)

    def _clinic_card(self, country: Country) -> Card:
        card = Card(padding=24)
        self.form = Form(parent=card)
        self.name = Field(_("Name of the clinic"), hint=_("As patients know it."), longest=200)
        self.country = ChoiceField(
            _("Country"), [(one, say(country_label(one))) for one in Country], country
        )
        self.country.chosen.connect(self._country_chosen)
        self.currency = ChoiceField(
            _("Currency"), [(one, one) for one in ("RUB", "UAH", "EUR", "USD")], CURRENCIES[country]
        )
        self.zone = ChoiceField(
            _("Time zone"),
            self._zones(country),
            TIME_ZONES[country],
            hint=_("Decides when a day begins and points expire."),
        )
        self.form.add("name", self.name, span=2)
        self.form.add("country", self.country)
        self.form.add("currency", self.currency)
        self.form.add("zone", self.zone, span=2)
        return card.add(self.form)

    def _supervisor_card(self) -> Card:
        card = Card(
            _("The first supervisor"),
            _("The password protects patients' data: without one the file cannot be read."),
            padding=24,
        )
        self.person = Form(parent=card)
        self.staff_name = Field(_("Name"), hint=_("As colleagues call each other."), longest=120)
        self.login = Field(_("Login"), longest=60)
        self.password = Field(_("Password"), secret=True, hint=_("At least 8 characters."))
        self.pin = Field(
            _("PIN"), secret=True, longest=8, hint=_("4 to 8 digits, to switch at the desk.")
        )
        self.person.add("staff_name", self.staff_name)
        self.person.add("login", self.login)
        self.person.add("password", self.password)
        self.person.add("pin", self.pin)
        return card.add(self.person)

    def _zones(self, country: Country) -> list[tuple[str, str]]:
        return [(zone, self._zone_word(zone)) for zone in ZONES[country]]

    def _zone_word(self, zone: str) -> str:
        offset = self._now.astimezone(ZoneInfo(zone)).strftime("%z")
        city = zone.split("/")[1]
        return f"UTC{offset[:3]}:{offset[3:]} · {city}"

    @Slot(object)
    def _country_chosen(self, country: Country) -> None:
        self.currency.set_value(CURRENCIES[country])
        self.zone.set_choices(self._zones(country), TIME_ZONES[country])

    @Slot()
    def _answer(self) -> None:
        self.form.clear_errors()
        self.person.clear_errors()
        wrong = self._first_fault()
        if wrong is not None:
            self.show_error(*wrong)
            return
        clinic = NewClinic(
            self.name.text(),
            self.country.value(),
            self.currency.value(),
            self.zone.value(),
            self._language,
        )
        person = Supervisor(
            self.staff_name.text(),
            self.login.text(),
            self.password.line.text(),
            self.pin.line.text(),
        )
        self.set_busy(busy=True)
        self.answered.emit(FirstAnswers(self._beginning, self._language, clinic, person))

    def _first_fault(self) -> tuple[str, str] | None:
        if not self.name.text():
            return "name", _("Enter the name of the clinic.")
        if not self.staff_name.text():
            return "staff_name", _("Enter the name.")
        if not self.login.text():
            return "login", _("Enter a login.")
        for name, check, field in (
            ("password", checked_password, self.password),
            ("pin", checked_pin, self.pin),
        ):
            try:
                check(field.line.text())
            except InvalidInput as error:
                return name, say(error.message)
        return None

    def show_error(self, field: str, text: str) -> None:
        """Say what is wrong beside its field."""
        if not self.form.show_error(field, text):
            self.person.show_error(field, text)

    def refuse(self, error: ReceptionError) -> None:
        """The clinic could not be laid down."""
        self.set_busy(busy=False)
        self.show_error(getattr(error, "field", "") or "name", say(error.message))

    def set_busy(self, *, busy: bool) -> None:
        """While the clinic is laid down nothing can be pressed."""
        self.setEnabled(not busy)
