"""Which characters show nothing, and what is taken out of a name or a text before it is stored."""

import re
import unicodedata
from typing import Literal

CGJ = "\u034f"  # COMBINING GRAPHEME JOINER: starts a new run of marks and shows nothing.
REPLACEMENT = "\ufffd"

# UAX #15, section 13 (Stream-Safe Text Format): no writing system needs more marks in a row.
MAX_MARKS = 30

# Characters that are neither space nor format characters by category, and still leave no ink.
INKLESS = frozenset("\u115f\u1160\u2800\u3164\uffa0\U0001d159")

# Marks are neither word characters nor white space, so only such runs can be too long.
_POSSIBLE_MARKS = re.compile(rf"[^\w\s\x00-\x7f]{{{MAX_MARKS + 1},}}")
_LINE_ENDS = re.compile("\r\n|[\r\x85\u2028\u2029]")
_CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")
# Signs for whole phrases (ﷺ ﷻ ﷼ ﷽), which nobody wants to see spelt out.
_PHRASES = frozenset("\ufdfa\ufdfb\ufdfc\ufdfd")
# Half a letter of old fonts, without a meaning of its own.
_TAIL_FRAGMENT = "\ufe73"
_SHAPES = frozenset({"<isolated>", "<initial>", "<medial>", "<final>"})
# What shows nothing and is no hint of direction; U+200D and the selectors of emoji are looked at one by one.
_ZERO_WIDTH = [
    *[0xAD, *range(0x180B, 0x1810), 0x200B, 0x200C, *range(0x2060, 0x2065)],
    *[*range(0xFE00, 0xFE0E), 0xFEFF, *range(0xE0100, 0xE01F0)],
]
_ZWJ = "\u200d"
# Blocks with the characters of Emoji=Yes (UTS #51, emoji-data.txt), without the digits, # and *.
EMOJI = "©®‼⁉™ℹ↔-⇿⌀-⏿Ⓜ■-➿⤴⤵⬀-⯿〰〽㊗㊙\U0001f000-\U0001faff"
_STRAY_SELECTOR = re.compile(rf"(?<![{EMOJI}])(?<![0-9#*](?=[\ufe0e\ufe0f]\u20e3))[\ufe0e\ufe0f]")
# Inside a sequence a joiner stands between two emoji, the first perhaps with its selector (UTS #51, ED-16).
_STRAY_JOINER = re.compile(rf"(?<![{EMOJI}\ufe0f]){_ZWJ}|{_ZWJ}(?![{EMOJI}])")
# Lone surrogates have no UTF-8; the others are "noncharacters", which XML and HTML forbid.
_PLANE_ENDS = "".join(chr(plane + end) for plane in range(0, 0x110000, 0x10000) for end in (0xFFFE, 0xFFFF))
_UNSTORABLE = re.compile(f"[\ud800-\udfff\ufdd0-\ufdef{_PLANE_ENDS}]")


def normalize(form: Literal["NFC", "NFD", "NFKC", "NFKD"], text: str) -> str:
    """Return the text in a normalisation form, in time that grows with its length alone.

    ``unicodedata.normalize`` sorts a run of marks in quadratic time, so a longer run than any writing
    system needs is first parted by U+034F, as UAX #15-D4 does it.
    """
    return unicodedata.normalize(form, _POSSIBLE_MARKS.sub(_part_marks, text))


def plain_letters(text: str) -> str:
    """Return a name or a title without what a PDF or a phone brings along: letters as a keyboard types them.

    Arabic presentation forms become letters and ordinary marks (where NFKC would put a space or a tatweel below each
    mark); signs for whole phrases stay. Zero-width characters go, but for joiners and selectors inside emoji; hints
    of direction (LRM, RLM, ALM) stay. ``plain_letters(plain_letters(text)) == plain_letters(text)``.
    """
    if text.isascii():
        return text
    text = _STRAY_SELECTOR.sub("", text.translate(_PLAIN))
    return _STRAY_JOINER.sub("", text)


def strip_format_characters(text: str) -> str:
    """Return the text for one line: format and control characters gone, line ends and tabs as spaces.

    Takes out bidi controls, zero-width characters (joiners too, except inside emoji) and what cannot be stored.
    """
    kept = []
    for character in _STRAY_JOINER.sub("", _UNSTORABLE.sub("", text)):
        if character.isspace():
            kept.append(" ")
        elif character == _ZWJ or unicodedata.category(character) not in {"Cf", "Cc"}:
            kept.append(character)
    return "".join(kept)


def is_blank(text: str) -> bool:
    """Return whether a reader would see nothing: only spaces, invisible characters, or marks without a letter."""
    return all(_is_inkless(character) for character in text)


def clean_name(text: str) -> str:
    """Return a name as it is stored: NFC, one line, plain letters, no format characters, no spare spaces."""
    return normalize("NFC", " ".join(strip_format_characters(plain_letters(text)).split()))


def clean_text(text: str) -> str:
    r"""Return a text of several lines as it is stored: NFC, ``\n`` at line ends, no controls but ``\n`` and ``\t``.

    Lone surrogates and noncharacters become U+FFFD; bidi controls and joiners stay, since words need them.
    """
    text = _CONTROLS.sub("", _LINE_ENDS.sub("\n", text))
    return normalize("NFC", _UNSTORABLE.sub(REPLACEMENT, text))


def _plain_forms() -> dict[int, str]:
    """Return what plain_letters() puts for single characters."""
    plain = dict.fromkeys([ord(_TAIL_FRAGMENT), *_ZERO_WIDTH], "")
    for code in [*range(0xFB50, 0xFE00), *range(0xFE70, 0xFEFD)]:
        shape, *codes = unicodedata.decomposition(chr(code)).split() or [""]
        if shape in _SHAPES and chr(code) not in _PHRASES:
            letters = "".join(chr(int(letter, 16)) for letter in codes)
            # The form of a mark alone is a mark upon a space or a tatweel, neither of which was typed.
            is_mark = letters[0] in " \u0640" and unicodedata.combining(letters[-1])
            plain[code] = letters[1:] if is_mark else letters
    return plain


_PLAIN = _plain_forms()


def _is_inkless(character: str) -> bool:
    category = unicodedata.category(character)
    return (
        category[0] in "ZM"
        or category in {"Cc", "Cf", "Cs"}
        or character in INKLESS
        # Default_Ignorable_Code_Point reaches over these unassigned ones.
        or character == "\u2065"
        or "\ufff0" <= character <= "\ufff8"
        or "\U000e0000" <= character <= "\U000e0fff"
    )


def _part_marks(run: re.Match[str]) -> str:
    parted = []
    marks = 0
    for character in run[0]:
        marks = marks + 1 if unicodedata.combining(character) else 0
        if marks > MAX_MARKS:
            parted.append(CGJ)
            marks = 1
        parted.append(character)
    return "".join(parted)
