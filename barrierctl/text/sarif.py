"""Text for a message in SARIF 2.1.0, in which viewers look for placeholders and links (3.11.5, 3.11.6)."""

import re

_PLACEHOLDER = re.compile(r"\{(\d+)\}")


def message(text: str) -> str:
    """The text without anything that a viewer would fill in or make a link of.

    Other braces stay as they are: the standard has them doubled, but platforms show both.
    """
    return _PLACEHOLDER.sub(r"{{\1}}", text.replace("](", "] ("))
