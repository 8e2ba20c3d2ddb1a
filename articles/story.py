"""The lines around a story's text, as HTML. They hold many small values, so they are joined and not rendered."""

import re
from collections.abc import Sequence
from functools import cache
from html import escape
from urllib.parse import quote

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, gettext, ngettext, pgettext

from articles.chrome import arabic_content
from articles.kinds import kind_label
from articles.models import Article, Byline, Tag
from articles.pictures.markup import picture_html
from articles.site.conventions import digits, timestamps
from articles.sponsoring import label_html
from newsportal.arabic.bidi import direction

Kind = Article.Kind
# As articles/body/cards.py writes it; a figure holds no other.
EMBED = re.compile(r'<figure class="embed">.*?</figure>', re.DOTALL)
# As wide as the column of a story; on a tablet the page keeps its edges of 1.5rem beside it.
LEAD_SIZES = "(min-width: 912px) 864px, (min-width: 768px) calc(100vw - 48px), 100vw"
# Of a picture story: as wide as the page.
PAGE_SIZES = "(min-width: 1248px) 1200px, (min-width: 768px) calc(100vw - 48px), 100vw"


def head_html(article: Article, bylines: Sequence[Byline], address: str) -> SafeString:
    """Return what stands above a story's picture: title, standfirst, byline, and links to share ``address``.

    A draft has no address to share. The authors are loaded.
    """
    standfirst = f'<p class="standfirst">{escape(article.standfirst)}</p>\n' if article.standfirst else ""
    label = f'<p id="sponsor">{label_html(article.sponsor)}</p>\n' if article.sponsor else ""
    described = ' aria-describedby="sponsor"' if label else ""
    label += f'<p class="story-kind">{kind_label(article)}</p>\n' if article.kind != Kind.NEWS else ""
    return mark_safe(  # noqa: S308 - all that was typed is escaped, here and in what is called
        f"<div{arabic_content()}>\n{label}<h1{described}>{escape(article.title)}</h1>\n{standfirst}</div>\n"
        f"{_byline(article, bylines)}\n{_share(article.title, address) if address else ''}"
    )


def lead_html(article: Article) -> SafeString:
    """Return what stands above the text: a video story's first embed, else the picture with caption and credit.

    Nothing where a story has neither.
    """
    if video := _video(article):
        return mark_safe(f'<div class="lead-video story-body"{arabic_content()}>\n{video}\n</div>')  # noqa: S308 - built from a sanitised text
    picture = article.lead_picture
    if picture is None:
        return SafeString("")
    sizes = PAGE_SIZES if article.kind == Kind.PICTURES else LEAD_SIZES
    element = picture_html(picture, shape="full", sizes=sizes, eager=True)
    credit = f'<span class="credit">{escape(picture.credit)}</span>' if picture.credit else ""
    words = f"<figcaption>{escape(picture.caption)} {credit}</figcaption>\n" if picture.caption or credit else ""
    return mark_safe(f'<figure class="lead-picture"{arabic_content()}>\n{element}\n{words}</figure>')  # noqa: S308 - words are escaped


def text_html(article: Article) -> SafeString:
    """Return the built text, without the embed that ``lead_html()`` shows above it."""
    video = _video(article)
    text: SafeString = article.body_html
    return mark_safe(text.replace(video, "", 1)) if video else text  # noqa: S308 - less of what was built


def _video(article: Article) -> str:
    """Return the figure of the first embed of a video story; nothing for other stories."""
    found = EMBED.search(article.body_html) if article.kind == Kind.VIDEO else None
    return found[0] if found else ""


def foot_html(article: Article, tags: Sequence[Tag], address: str) -> SafeString:
    """Return what stands below a story's text: its short address for print, its source, its tags."""
    printed = f'<p class="print-address" dir="ltr">{escape(address)}</p>\n' if address else ""
    return mark_safe(  # noqa: S308 - all that was typed is escaped, here and in what is called
        f"{printed}{_source(article)}{_tags(tags)}"
    )


def _byline(article: Article, bylines: Sequence[Byline]) -> str:
    """Return who wrote a story, where and when, and how long it takes to read."""
    written, minutes = timestamps(stays=True), article.reading_minutes
    names = [
        f'<a rel="author" href="{escape(line.author.get_absolute_url())}">{_arabic(line.author.name)}</a>'
        for line in bylines
    ]
    reading = ngettext("%(minutes)s minute’s read", "%(minutes)s minutes’ read", minutes) % {"minutes": minutes}
    facts = [
        *([_arabic(article.dateline)] if article.dateline else []),
        *([gettext("Published:") + " " + written(article.published_at)] if article.published_at else []),
        *([gettext("Updated:") + " " + written(article.updated_at)] if article.updated_at else []),
        digits(reading),
    ]
    joined = pgettext("between names", ", ").join(names)
    portraits = _portraits(bylines) if article.kind == Kind.OPINION else ""
    line = f'<p class="byline-names">{joined}</p>\n' if names else ""
    spans = "\n".join([f"<span>{fact}</span>" for fact in facts])
    return f'<div class="byline">\n{portraits}{line}<p class="byline-facts">\n{spans}\n</p>\n</div>'


def _portraits(bylines: Sequence[Byline]) -> str:
    """Return the faces of those who hold an opinion, as far as there are portraits; their names stand beside them."""
    shown = [
        f'<span class="portrait">{picture_html(line.author.portrait, shape="square", sizes="72px", eager=True)}</span>'
        for line in bylines
        if line.author.portrait
    ]
    return f'<div class="byline-portraits" aria-hidden="true">{"".join(shown)}</div>\n' if shown else ""


def _share(title: str, address: str) -> str:
    """Return the links that carry a story elsewhere, from its title and its absolute short address."""
    frame, text, url = _share_frame(get_language()), quote(title, safe=""), quote(address, safe="")
    return frame.format(text=text, url=url, address=escape(address))


@cache
def _share_frame(language: str | None) -> str:
    """Return what differs between languages alone, with places for text and addresses."""
    links = [
        ("https://wa.me/?text={text}%20{url}", gettext("WhatsApp")),
        ("https://x.com/intent/post?text={text}&amp;url={url}", gettext("X")),
        ("https://t.me/share/url?url={url}&amp;text={text}", gettext("Telegram")),
        ("https://www.facebook.com/sharer/sharer.php?u={url}", gettext("Facebook")),
    ]
    share, mail = gettext("Share"), pgettext("share", "E-mail")
    copy, copied = gettext("Copy the link"), gettext("Copied")
    items = [f'<li><a rel="nofollow noopener" href="{place}">{name}</a></li>' for place, name in links]
    items += [
        f'<li><a href="mailto:?subject={{text}}&amp;body={{url}}">{mail}</a></li>',
        f'<li><button class="quiet-button" type="button" data-copy="{{address}}"'
        f' data-copied="{copied}" hidden>{copy}</button></li>',
    ]
    lines = "\n".join(items)
    return f'<div class="share">\n<h2 class="visually-hidden">{share}</h2>\n<ul>\n{lines}\n</ul>\n</div>'


def _source(article: Article) -> str:
    """Return the line that names the source, with the story's own address there if it has one; nothing without."""
    source = article.source
    if source is None:
        return ""
    label, name, address = gettext("Source:"), _arabic(source.name), article.source_address or source.address
    paid = " sponsored" if article.sponsor else ""
    named = f'<a href="{escape(address)}" rel="noopener{paid}">{name}</a>' if address else name
    return f'<p class="source">{label} {named}</p>\n'


def _tags(tags: Sequence[Tag]) -> str:
    """Return the list of a story's tags; nothing without any."""
    if not tags:
        return ""
    items = [
        f'<li><a rel="tag" href="{escape(tag.get_absolute_url())}">'
        f'<bdi dir="{direction(tag.name)}">{escape(tag.name)}</bdi></a></li>'
        for tag in tags
    ]
    label = gettext("Tags")
    return f'<ul class="tags" aria-label="{label}"{arabic_content()}>\n{"".join(items)}\n</ul>\n'


def _arabic(name: str) -> str:
    """Return a name that the newsroom wrote, for the middle of a line in any language."""
    return f'<bdi lang="ar" dir="{direction(name)}">{escape(name)}</bdi>'
