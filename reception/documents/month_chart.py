"""A year of the mention rate as bars, drawn as vectors: it stays sharp on any paper."""

from __future__ import annotations

from collections.abc import Sequence

from reportlab.lib.colors import HexColor
from reportlab.platypus import Flowable

from reception.documents.fonts import REGULAR
from reception.documents.payloads import PrintedBar
from reception.documents.style import ACCENT, HAIRLINE, INK, MM, QUIET

_HEIGHT = 34 * MM
_BELOW, _ABOVE = 5 * MM, 5 * MM
_SIZE = 7.0
_WHOLE = 100


class MonthBars(Flowable):  # type: ignore[misc]
    """One bar a month with its share above; the last is the month of the report.

    The line on top is the aim, 100 %.  A month without a share has a name and a dash.
    """

    def __init__(self, bars: Sequence[PrintedBar], width: float) -> None:
        super().__init__()
        self._bars = bars
        self.width, self.height = width, _HEIGHT

    def wrap(self, _width: float, _height: float) -> tuple[float, float]:
        """The room it takes."""
        return self.width, self.height

    def draw(self) -> None:
        """Bars from the left, the oldest first."""
        canvas = self.canv
        room = self.height - _BELOW - _ABOVE
        step = self.width / max(len(self._bars), 1)
        canvas.setFont(REGULAR, _SIZE)
        canvas.setStrokeColor(HexColor(QUIET))
        canvas.setDash(2, 2)
        canvas.line(0, _BELOW + room, self.width, _BELOW + room)
        canvas.setDash()
        for place, bar in enumerate(self._bars):
            middle = step * (place + 0.5)
            canvas.setFillColor(HexColor(INK))
            canvas.drawCentredString(middle, 1.2 * MM, bar.name)
            if bar.percent is None:
                canvas.drawCentredString(middle, _BELOW + 1 * MM, "–")
                continue
            tall = room * min(bar.percent, _WHOLE) / _WHOLE
            last = place == len(self._bars) - 1
            canvas.setFillColor(HexColor(ACCENT if last else HAIRLINE))
            canvas.rect(middle - step * 0.3, _BELOW, step * 0.6, max(tall, 0.6), stroke=0, fill=1)
            canvas.setFillColor(HexColor(INK))
            canvas.drawCentredString(middle, _BELOW + tall + 1 * MM, bar.words)
