"""Writes newsportal/static/css/palette.css: ``python -m newsportal.design.make_css``."""

from pathlib import Path

from newsportal.design.palette import AVATAR_INK, AVATARS, GROUNDS, SECTIONS, TOKENS

TARGET = Path(__file__).resolve().parent.parent / "static" / "css" / "palette.css"
HEAD = "/* Written by newsportal/design/make_css.py from palette.py. */\n"


def palette_css() -> str:
    """Return the whole stylesheet: the tokens of both themes, and the classes for colours that come from data."""
    light = [f"--{name}:{colour.light}" for name, colour in TOKENS.items()]
    light += [f"--section-{number}:{colour.light}" for number, colour in enumerate(SECTIONS, 1)]
    dark = [f"--{name}:{colour.dark}" for name, colour in TOKENS.items()]
    dark += [f"--section-{number}:{colour.dark}" for number, colour in enumerate(SECTIONS, 1)]
    night = ";".join(["color-scheme:dark", *dark])
    rules = [
        f":root{{{';'.join(['color-scheme:light', *light, '--section:var(--house)'])}}}",
        # On paper every theme is the light one.
        f"@media screen and (prefers-color-scheme:dark){{:root:not([data-theme=light]){{{night}}}}}",
        f"@media screen{{:root[data-theme=dark]{{{night}}}}}",
        *[f".section-{n}{{--section:var(--section-{n})}}" for n in range(1, len(SECTIONS) + 1)],
        f"[class*=avatar-]{{color:{AVATAR_INK}}}",
        *[f".avatar-{n}{{background:{colour}}}" for n, colour in enumerate(AVATARS, 1)],
        *[f".ground-{n}{{background:{colour}}}" for n, colour in enumerate(GROUNDS)],
    ]
    return HEAD + "\n".join(rules) + "\n"


if __name__ == "__main__":
    TARGET.write_text(palette_css(), encoding="utf-8")
