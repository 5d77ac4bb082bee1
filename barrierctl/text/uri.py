"""Text for a URI (RFC 3986)."""

from urllib.parse import quote


def path(text: str) -> str:
    """A path with `/` between its parts, as a relative reference; nothing in it is a scheme or a fragment."""
    return quote(text, safe="/", errors="surrogatepass")
