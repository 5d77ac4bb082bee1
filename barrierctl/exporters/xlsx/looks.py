"""How cells look: styles by name, which can be put together."""

from typing import Any, Final

from xlsxwriter import Workbook
from xlsxwriter.format import Format

from barrierctl.document import State

FONT: Final = {"font_name": "Arial", "font_size": 10, "font_scheme": "none"}
_DARK, _MIDDLE, _LIGHT, _LINE, _FAINT = "#1F3A5F", "#DCE6F1", "#F3F6FA", "#B8C4D6", "#595959"
_TEXT: Final = {"text_wrap": True, "valign": "top", "num_format": "@"}
_BOX: Final = {"border": 1, "border_color": _LINE}
_BETWEEN: Final = {"top_color": "#E3E8EF", "bottom_color": "#E3E8EF"}

_STYLES: Final[dict[str, dict[str, Any]]] = {
    "text": _TEXT,
    "cell": {**_TEXT, **_BOX, **_BETWEEN},
    "head": {**_TEXT, **_BOX, "bold": True, "font_color": "#FFFFFF", "bg_color": _DARK},
    "side": {**_TEXT, **_BOX, "bold": True, "bg_color": _MIDDLE},
    "again": {"bold": False, "font_color": _FAINT, "bg_color": _LIGHT, **_BETWEEN},
    "begins": {"top": 2, "top_color": _DARK},
    "title": {"bold": True, "font_size": 18, "font_color": _DARK},
    "heading": {"bold": True, "font_size": 12, "font_color": _DARK},
    "faint": {"font_color": _FAINT, "num_format": "@"},
    "link": {"font_color": "#0B5394", "underline": 1},
    "sign": {**_TEXT, **_BOX, "align": "center", "valign": "vcenter", "font_size": 14},
    "sign-full": {"bg_color": "#D7EBD3"},
    "sign-thin": {"bg_color": "#FFF3C9"},
    "sign-empty": {"bg_color": "#F9D6D2"},
    "sign-doubtful": {"bg_color": "#FFE2C2"},
    "sign-unknown": {"bg_color": "#E6DAEE"},
    "sign-not-applicable": {"bg_color": "#EDEDED"},
    State.PLAIN: {},
    State.DOUBTFUL: {"italic": True, "font_color": "#7F4F00"},
    State.DROPPED: {"font_strikeout": True, "font_color": _FAINT},
    State.NOT_APPLICABLE: {"italic": True, "font_color": _FAINT},
    State.UNKNOWN: {"italic": True, "font_color": "#6A3D7C"},
}


class Looks:
    """The looks of the cells of one workbook, each made once."""

    def __init__(self, workbook: Workbook) -> None:
        """Those of this workbook."""
        self._workbook = workbook
        self._made: dict[tuple[str, ...], Format] = {}

    def __call__(self, *names: str) -> Format:
        """These styles together; where they differ, the last one holds."""
        if names not in self._made:
            style: dict[str, Any] = {}
            for name in names:
                style |= _STYLES[name]
            self._made[names] = self._workbook.add_format(style)
        return self._made[names]
