"""How tables look: a style of the presentation, so that a row that is added by hand looks like the others.

It saves ink: a dark head, a pale first column, thin lines between rows.
Source: ECMA-376-1:2016, 20.1.4.2.27 (table styles).
"""

from typing import Final

STYLE: Final = "{6E2B1C50-2F0B-4C5B-9B0A-5D1F0C9A7B31}"
"""The id of the style."""
_LINE: Final = '<a:ln w="9525" cmpd="sng"><a:solidFill><a:srgbClr val="A6A6A6"/></a:solidFill></a:ln>'
_BOLD: Final = ' b="on"'
_NONE: Final = '<a:ln w="0"><a:noFill/></a:ln>'


def _text(colour: str, bold: str = "") -> str:
    font = '<a:fontRef idx="minor"><a:prstClr val="black"/></a:fontRef>'
    return f'<a:tcTxStyle{bold}>{font}<a:schemeClr val="{colour}"/></a:tcTxStyle>'


def _cell(fill: str, borders: str = "") -> str:
    return f"<a:tcStyle><a:tcBdr>{borders}</a:tcBdr><a:fill>{fill}</a:fill></a:tcStyle>"


def _borders() -> str:
    lines = {
        "left": _NONE,
        "right": _NONE,
        "top": _LINE,
        "bottom": _LINE,
        "insideH": _LINE,
        "insideV": _LINE,
    }
    return "".join(f"<a:{side}>{line}</a:{side}>" for side, line in lines.items())


_DARK: Final = '<a:solidFill><a:schemeClr val="accent1"/></a:solidFill>'
_PALE: Final = '<a:solidFill><a:srgbClr val="E9EFF6"/></a:solidFill>'

TABLE_STYLES: Final = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    f'<a:tblStyleLst xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" def="{STYLE}">'
    f'<a:tblStyle styleId="{STYLE}" styleName="Barrier model">'
    f"<a:wholeTbl>{_text('dk1')}{_cell('<a:noFill/>', _borders())}</a:wholeTbl>"
    f"<a:firstCol>{_text('dk1', _BOLD)}{_cell(_PALE)}</a:firstCol>"
    f"<a:firstRow>{_text('lt1', _BOLD)}{_cell(_DARK)}</a:firstRow>"
    f"<a:nwCell>{_text('lt1', _BOLD)}{_cell(_DARK)}</a:nwCell>"
    "</a:tblStyle></a:tblStyleLst>"
)
"""The part of the presentation that holds the style."""
