"""Hostile files of any size: what a bomb, a broken program or a cat on the keyboard would write."""

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
    """The file of that name, of about so many bytes; the same each time."""
    return GIANTS[name](size)


def _again(line: str, before: str = "", after: str = "") -> Make:
    """A line as often as it fits, each with its number for %."""

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
    """Letters by chance."""

    def make(size: int) -> bytes:
        dice = random.Random(_SEED)
        return before.encode() + bytes(dice.choices(alphabet, k=size - len(before)))

    return make


def _words(size: int) -> bytes:
    """Items of one word by chance each: nearly alike, and without a digit that tells them apart."""
    dice = random.Random(_SEED)
    room = size - len(_SIGNALS)
    lines = (f"  - {''.join(dice.choices('abcdefgh', k=9))}\n" for _ in range(room // 14))
    return f"{_SIGNALS}{''.join(lines)}".encode()


def _bomb(_: int) -> bytes:
    levels = "".join(f"{to}: &{to} [{', '.join([f'*{of}'] * 9)}]\n" for of, to in pairwise("abcdefgh"))
    return f"a: &a [x, x, x, x, x, x, x, x, x]\n{levels}".encode()


GIANTS: Final[dict[str, Make]] = {
    "brackets": _again("["),
    "braces": _again("{a: "),
    "dashes": _again("- "),
    "questions": _again("? "),
    "brackets-that-close": _again("[]", f"{HEAD}stages: [", "]"),
    "indented": _again("k%:\n", _SIGNALS),
    "anchors": _again("  - &a% x%\n", _SIGNALS),
    "aliases": _again("  - *a\n", f"{_SIGNALS}  - &a x\n"),
    "aliases-of-much": _again("  - *a\n", f"{_SIGNALS}  - &a {{name: x, tags: [{'a, ' * 5000}]}}\n"),
    "bomb": _bomb,
    "tags": _again("  - !t% x%\n", _SIGNALS),
    "merges": _again("  - <<: {name: a%}\n", _SIGNALS),
    "long-text": _again("a", f"{_SIGNALS}  - "),
    "long-words": _again("word ", f"{_SIGNALS}  - "),
    "long-quoted": _again("\\u00e9", f'{_SIGNALS}  - "', '"\n'),
    "long-halves": _again("\\ud83d", f'{_SIGNALS}  - "', '"\n'),
    "long-block": _again("    a\n", f"{_SIGNALS}  - |\n"),
    "long-folded": _again("    a\n\n", f"{_SIGNALS}  - >\n"),
    "long-key": _again("a", _STAGES),
    "long-id": _again("a-", HEAD.replace("id: a", "id: ")),
    "never-closed": _again("a ", f'{_SIGNALS}  - "'),
    "never-closed-lines": _again("    a\n", f'{_SIGNALS}  - "'),
    "one-line": _again("{name: s%, x: 1}, ", f"{HEAD}stages: [", "]"),
    "one-line-of-items": _again("signal %, ", f"{_STAGES}- {{name: s, signals: [", "]}"),
    "tabs": _again("\t"),
    "tabs-before": _again("\t- a%\n", _SIGNALS),
    "tabs-behind": _again("  - a%\t\t\n", _SIGNALS),
    "blanks": _again(" "),
    "line-ends": _again("\n"),
    "mixed-line-ends": _again("  - a%\r  - b%\r\n  - c%\n", _SIGNALS),
    "comments": _again("# a%\n"),
    "comments-that-speak": _again("  - a% # barrierctl: ignore[no-links] x\n", _SIGNALS),
    "comments-that-cut": _again("  - a% #1\n", _SIGNALS),
    "keys-twice": _again("note: a\n", HEAD),
    "items-twice": _again("  - a\n", _SIGNALS),
    "stages-twice": _again("- name: s\n", _STAGES),
    "ids-twice": _again("  - {name: a%, id: a}\n", _SIGNALS),
    "controls": _again('  - "a%\x01"\n', _SIGNALS),
    "run-of-controls": _again("\x01", HEAD),
    "escapes": _again("  - \x1b[2J%\n", _SIGNALS),
    "zeros": _again("\0"),
    "huge-numbers": _again("9", f"{_SIGNALS}  - "),
    "numbers": _again(f"  - {'9' * 299}\n", _SIGNALS),
    "fractions": _again("  - 1e308\n", _SIGNALS),
    "unknown-keys": _again("k%: 1\n", HEAD),
    "wrong-values": _again("  - {name: a%, categories: [fin%], certainty: sure%}\n", _SIGNALS),
    "wrong-types": _again("  - {name: [a%]}\n", _SIGNALS),
    "unknown-references": _again("  - {name: a%, seen_by: somebody %, sources: s%}\n", _SIGNALS),
    "nearly-references": _again("- {name: step %, alternative_to: stap %}\n", _STAGES),
    "references": _again("- {name: step %, alternative_to: step 0}\n", f"{_STAGES}- name: step 0a\n"),
    "ambiguous": _again("- {name: s, alternative_to: s}\n", _STAGES),
    "acceptances": _again("- {rule: no-links, reason: x%}\n", f"{_STAGES}- name: S\naccepted_gaps:\n"),
    "stages": _again("- name: stage %\n", _STAGES),
    "items": _again("  - signal %\n", _SIGNALS),
    "alike": _again("  - sample signal at night%\n", _SIGNALS),
    "words": _words,
    "parties": _again("- {id: p%, name: Party %}\n", f"{_STAGES}- name: S\nparties:\n"),
    "barriers": _again("  - {name: b%, owner: P, targets: T}\n", f"{_CELLS}  barriers:\n"),
    "misread": _again("  - name:a%\n  - {name: b%, x: 1}\n", _SIGNALS),
    "marks": _again("\N{COMBINING ACUTE ACCENT}\N{COMBINING GRAVE ACCENT BELOW}", f"{_SIGNALS}  - e"),
    "wide-letters": _again("漢", f"{_SIGNALS}  - "),
    "right-to-left": _again("  - \N{RIGHT-TO-LEFT OVERRIDE}a%\n", _SIGNALS),
    "documents": _again("---\na: 1\n"),
    "directives": _again("%YAML 1.1\n"),
    "noise": _noise(bytes(range(256))),
    "signs": _noise(b"-:?[]{},#&*!|>'\"%@` \n\tab", _SIGNALS),
}
"""Each makes a file of about so many bytes."""
