"""Makes the face of the headlines, one small file with Arabic and Latin, from Cairo 700.

``npm pack @fontsource/cairo@5.3.0 && tar xzf fontsource-cairo-5.3.0.tgz``, then
``python -m newsportal.design.make_font package``. Running it twice gives the same bytes. Further arguments name font
files of operating systems; for each it prints the ``@font-face`` that keeps lines in place until Cairo arrives.
"""

import io
import shutil
import sys
from pathlib import Path

from fontTools.merge import Merger
from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont
from PIL import ImageFont

TARGET = Path(__file__).resolve().parent.parent / "static" / "fonts"
NAME = "cairo-700.woff2"
LICENCE = "cairo-OFL.txt"

# Letters, tatweel, the marks of full vocalisation and the superscript alef.
LETTERS = "".join(map(chr, [*range(0x0621, 0x063B), *range(0x0640, 0x0656), 0x0670, 0x0671]))
# Persian letters, and the one with which Arabic newspapers write a foreign v.
NEIGHBOURS = "پچژڤکگی"
PUNCTUATION = "،؛؟٪٫٬۔«»‹›–—…“”‘’•·×÷°©€\u00a0"
DIGITS = "٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹"
ASCII = "".join(map(chr, range(0x20, 0x7F)))
WANTED = LETTERS + NEIGHBOURS + PUNCTUATION + DIGITS + ASCII
# Joining, ligatures, places of marks; without stylistic sets and fractions.
FEATURES = ["ccmp", "fina", "init", "isol", "liga", "locl", "medi", "rlig", "mark", "mkmk"]
# Kerning closes the gaps after ر and و; between Latin letters it is not worth its kilobytes.
ARABIC_FEATURES = [*FEATURES, "kern"]

# Headlines of usual letter frequencies, by which widths are compared.
SAMPLE = (
    "مجلس المدينة يقر خطة جديدة لتطوير النقل العام في 12 حياً خلال ثلاث سنوات",
    "باحثون يرصدون عودة الطيور المهاجرة إلى السواحل بعد غياب طويل",
    "لماذا ارتفعت أسعار الخبز في الأسواق المحلية؟ أربعة أسباب وراء الأزمة",
)


def subset(path: Path, text: str, features: list[str]) -> TTFont:
    """Return the face with only the characters of ``text`` that it has, without hints and names."""
    options = Options()
    options.layout_features = features
    options.hinting = False
    options.glyph_names = False
    options.name_IDs = [1, 2, 4, 6]
    options.notdef_outline = True
    options.drop_tables += ["STAT", "gasp", "DSIG"]
    font = TTFont(path, recalcTimestamp=False)
    subsetter = Subsetter(options)
    subsetter.populate(text=text)
    subsetter.subset(font)
    return font


def merged(package: Path) -> TTFont:
    """Return one face of both subsets; where both have a character, the Arabic file's stands."""
    arabic_file = package / "files" / "cairo-arabic-700-normal.woff2"
    latin_file = package / "files" / "cairo-latin-700-normal.woff2"
    own = "".join(char for char in WANTED if ord(char) in TTFont(arabic_file).getBestCmap() and char not in ASCII)
    rest = "".join(sorted(set(WANTED) - set(own)))
    parts = []
    for path, text, features in [(arabic_file, own, ARABIC_FEATURES), (latin_file, rest, FEATURES)]:
        font = subset(path, text, features)
        font.flavor = None
        stream = io.BytesIO()
        font.save(stream)
        stream.seek(0)
        parts.append(stream)
    whole = Merger().merge(parts)
    # Without this the file would carry the minute in which it was made.
    whole.recalcTimestamp = False
    whole["head"].created = whole["head"].modified = TTFont(arabic_file)["head"].modified
    return whole


def fallback_rule(face: TTFont, local: Path) -> str:
    """Return the CSS that gives a face of the operating system the widths and the base line of ``face``.

    Overrides are resolved after size-adjust (CSS Fonts 5), so they are divided by it.
    """
    stream = io.BytesIO()
    face.save(stream)
    stream.seek(0)

    def width(source: io.BytesIO | Path) -> float:
        font = ImageFont.truetype(source, 1000, layout_engine=ImageFont.Layout.RAQM)
        return sum(font.getlength(line, direction="rtl", language="ar") for line in SAMPLE)

    ratio = width(stream) / width(local)
    ascent, descent = (abs(value) / face["head"].unitsPerEm for value in (face["hhea"].ascent, face["hhea"].descent))
    names = TTFont(local)["name"]
    return (
        f'@font-face {{ font-family: "Cairo like {names.getDebugName(1)}"; font-weight: 700; '
        f'src: local("{names.getDebugName(4)}"), local("{names.getDebugName(6)}"); size-adjust: {ratio:.1%}; '
        f"ascent-override: {ascent / ratio:.1%}; descent-override: {descent / ratio:.1%}; line-gap-override: 0% }}"
    )


def main(package: Path, *local_faces: Path) -> None:
    """Write the face and its licence, and print what the stylesheet needs to know."""
    TARGET.mkdir(parents=True, exist_ok=True)
    font = merged(package)
    rules = [fallback_rule(font, local) for local in local_faces]
    font.flavor = "woff2"
    font.save(TARGET / NAME)
    shutil.copyfile(package / "LICENSE", TARGET / LICENCE)
    has = font.getBestCmap()
    sys.stdout.write(f"{NAME}: {(TARGET / NAME).stat().st_size} bytes, {len(has)} characters\n")
    sys.stdout.write(f"missing: {' '.join(sorted(f'U+{ord(c):04X}' for c in WANTED if ord(c) not in has))}\n")
    sys.stdout.write("\n".join([*rules, ""]))


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:]))
