"""Hostile files of any size, as a bomb, a broken program or a cat on the keyboard would write them."""

import random
from collections.abc import Callable
from itertools import pairwise
from typing import Final

Make = Callable[[int], bytes]

HEAD: Final = "barrier_model: 1\nid: a\ntitle: T\nlanguage: en\n"
_STAGES: Final = f"{HEAD}stages:\n"
_SIGNALS: Final = f"{_STAGES}- name: S\n  signals:\n"
_CELLS: Final = f"{_STAGES}- name: S\n  signals: T\n  partners: P\n"
_SEED: Final = 2026


def giant(name: str, size: int) -> bytes:
    """Make the file of that name with about *size* bytes, the same each time."""
    return GIANTS[name](size)


def _repeat(line: str, before: str = "", after: str = "") -> Make:
    """Repeat a line up to the size, each time with its number for %."""

    def make(size: int) -> bytes:
        room = size - len(before) - len(after)
        lines, number = [before], 0
        while room > 0:
            lines.append(line.replace("%", str(number)))
            room -= len(lines[-1].encode())
            number += 1
        return "".join((*lines, after)).encode()

    return make


def _noise(alphabet: bytes, before: str = "") -> Make:
    """Fill the size with random bytes of the alphabet."""

    def make(size: int) -> bytes:
        rng = random.Random(_SEED)
        return before.encode() + bytes(rng.choices(alphabet, k=size - len(before)))

    return make


def _words(size: int) -> bytes:
    """Items of one random word each: similar, and without a digit that distinguishes them."""
    rng = random.Random(_SEED)
    room = size - len(_SIGNALS)
    lines = (f"  - {''.join(rng.choices('abcdefgh', k=9))}\n" for _ in range(room // 14))
    return f"{_SIGNALS}{''.join(lines)}".encode()


def _bomb(_: int) -> bytes:
    levels = "".join(f"{to}: &{to} [{', '.join([f'*{of}'] * 9)}]\n" for of, to in pairwise("abcdefgh"))
    return f"a: &a [x, x, x, x, x, x, x, x, x]\n{levels}".encode()


GIANTS: Final[dict[str, Make]] = {
    "brackets": _repeat("["),
    "braces": _repeat("{a: "),
    "dashes": _repeat("- "),
    "questions": _repeat("? "),
    "entries-of-a-list-that-never-closes": _repeat("a,\n", "x: [\n"),
    "entries-of-one-letter": _repeat("  - a\n", _SIGNALS),
    "brackets-that-close": _repeat("[]", f"{HEAD}stages: [", "]"),
    "indented": _repeat("k%:\n", _SIGNALS),
    "anchors": _repeat("  - &a% x%\n", _SIGNALS),
    "aliases": _repeat("  - *a\n", f"{_SIGNALS}  - &a x\n"),
    "aliases-of-much": _repeat("  - *a\n", f"{_SIGNALS}  - &a {{name: x, tags: [{'a, ' * 5000}]}}\n"),
    "aliases-of-a-text": _repeat("  - *a\n", f"{_SIGNALS}  - &a {'word ' * 8_000}\n"),
    "bomb": _bomb,
    "tags": _repeat("  - !t% x%\n", _SIGNALS),
    "merges": _repeat("  - <<: {name: a%}\n", _SIGNALS),
    "long-text": _repeat("a", f"{_SIGNALS}  - "),
    "long-words": _repeat("word ", f"{_SIGNALS}  - "),
    "long-quoted": _repeat("\\u00e9", f'{_SIGNALS}  - "', '"\n'),
    "long-halves": _repeat("\\ud83d", f'{_SIGNALS}  - "', '"\n'),
    "long-block": _repeat("    a\n", f"{_SIGNALS}  - |\n"),
    "long-folded": _repeat("    a\n\n", f"{_SIGNALS}  - >\n"),
    "long-key": _repeat("a", _STAGES),
    "long-id": _repeat("a-", HEAD.replace("id: a", "id: ")),
    "never-closed": _repeat("a ", f'{_SIGNALS}  - "'),
    "never-closed-lines": _repeat("    a\n", f'{_SIGNALS}  - "'),
    "one-line": _repeat("{name: s%, x: 1}, ", f"{HEAD}stages: [", "]"),
    "one-line-of-items": _repeat("signal %, ", f"{_STAGES}- {{name: s, signals: [", "]}"),
    "tabs": _repeat("\t"),
    "tabs-before": _repeat("\t- a%\n", _SIGNALS),
    "tabs-behind": _repeat("  - a%\t\t\n", _SIGNALS),
    "blanks": _repeat(" "),
    "line-ends": _repeat("\n"),
    "mixed-line-ends": _repeat("  - a%\r  - b%\r\n  - c%\n", _SIGNALS),
    "comments": _repeat("# a%\n"),
    "comments-that-speak": _repeat("  - a% # barrierctl: ignore[no-links] x\n", _SIGNALS),
    "comments-about-unknown-rules": _repeat("  - a% # barrierctl: ignore[rule-%] x\n", _SIGNALS),
    "comments-that-cut": _repeat("  - a% #1\n", _SIGNALS),
    "keys-twice": _repeat("note: a\n", HEAD),
    "items-twice": _repeat("  - a\n", _SIGNALS),
    "stages-twice": _repeat("- name: s\n", _STAGES),
    "ids-twice": _repeat("  - {name: a%, id: a}\n", _SIGNALS),
    "controls": _repeat('  - "a%\x01"\n', _SIGNALS),
    "run-of-controls": _repeat("\x01", HEAD),
    "escapes": _repeat("  - \x1b[2J%\n", _SIGNALS),
    "zeros": _repeat("\0"),
    "huge-numbers": _repeat("9", f"{_SIGNALS}  - "),
    "numbers": _repeat(f"  - {'9' * 299}\n", _SIGNALS),
    "fractions": _repeat("  - 1e308\n", _SIGNALS),
    "unknown-keys": _repeat("k%: 1\n", HEAD),
    "wrong-values": _repeat("  - {name: a%, categories: [fin%], certainty: sure%}\n", _SIGNALS),
    "wrong-types": _repeat("  - {name: [a%]}\n", _SIGNALS),
    "unknown-references": _repeat("  - {name: a%, seen_by: somebody %, sources: s%}\n", _SIGNALS),
    "nearly-references": _repeat("- {name: step %, alternative_to: stap %}\n", _STAGES),
    "references": _repeat("- {name: step %, alternative_to: step 0}\n", f"{_STAGES}- name: step 0a\n"),
    "ambiguous": _repeat("- {name: s, alternative_to: s}\n", _STAGES),
    "acceptances": _repeat("- {rule: no-links, reason: x%}\n", f"{_STAGES}- name: S\naccepted_gaps:\n"),
    "stages": _repeat("- name: stage %\n", _STAGES),
    "items": _repeat("  - signal %\n", _SIGNALS),
    "alike": _repeat("  - sample signal at night%\n", _SIGNALS),
    "words": _words,
    "parties": _repeat("- {id: p%, name: Party %}\n", f"{_STAGES}- name: S\nparties:\n"),
    "barriers": _repeat("  - {name: b%, owner: P, targets: T}\n", f"{_CELLS}  barriers:\n"),
    "misread": _repeat("  - name:a%\n  - {name: b%, x: 1}\n", _SIGNALS),
    "marks": _repeat("\N{COMBINING ACUTE ACCENT}\N{COMBINING GRAVE ACCENT BELOW}", f"{_SIGNALS}  - e"),
    "wide-letters": _repeat("漢", f"{_SIGNALS}  - "),
    "right-to-left": _repeat("  - \N{RIGHT-TO-LEFT OVERRIDE}a%\n", _SIGNALS),
    "documents": _repeat("---\na: 1\n"),
    "directives": _repeat("%YAML 1.1\n"),
    "noise": _noise(bytes(range(256))),
    "signs": _noise(b"-:?[]{},#&*!|>'\"%@` \n\tab", _SIGNALS),
}
"""Each makes a file of about the given number of bytes."""
