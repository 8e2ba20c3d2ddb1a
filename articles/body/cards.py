"""What readers get where a text embeds something: a player that loads on a click, or a link that says where to."""

import html
import re

from django.conf import settings
from django.utils.translation import gettext, override

from articles.body.addresses import host_of
from articles.body.embeds import Embed, recognise

# What only a page with its script and styles can use. Feeds, search and counts do without.
PLAYER = re.compile(r"<div class=\"embed-player\".*?</div>", re.DOTALL)


def without_players(written: str) -> str:
    """Return built HTML without the parts that need a script."""
    return PLAYER.sub("", written) if "embed-player" in written else written


def embed_html(address: str, caption: str) -> str:
    """Return the figure of an embedded address; nothing in it is loaded from elsewhere before a click."""
    embed = recognise(address) or Embed("link", address)
    with override(settings.LANGUAGE_CODE):
        player = player_html(embed) if embed.provider == "youtube" else ""
        card = card_html(embed)
    below = f"<figcaption>{caption}</figcaption>" if caption else ""
    return f'<figure class="embed">{player}{card}{below}</figure>'


def player_html(embed: Embed) -> str:
    """Return the button that newsportal/static/js/embed.js turns into YouTube's own frame."""
    start = f' data-start="{embed.start}"' if embed.start else ""
    play = html.escape(gettext("Play the video from YouTube"))
    note = html.escape(gettext("It is loaded from YouTube on a click, which tells YouTube your device’s address."))
    name = html.escape(gettext("Video from YouTube"))
    return (
        f'<div class="embed-player" data-youtube="{embed.key}"{start} data-name="{name}">'
        f'<button type="button">{play}</button><p>{note}</p></div>'
    )


def card_html(embed: Embed) -> str:
    """Return a link whose words say what stands at the address, and whose."""
    label = html.escape(label_of(embed))
    shown = html.escape(re.sub(r"^https?://(?:www\.)?", "", embed.address))
    address = html.escape(embed.address)
    return f'<p><a href="{address}" rel="noopener">{label} <bdi class="embed-address" dir="ltr">{shown}</bdi></a></p>'


def label_of(embed: Embed) -> str:
    owner = f"\u2066@{embed.owner}\u2069" if embed.provider == "x" else f"\u2068{embed.owner}\u2069"
    if embed.provider == "youtube":
        return gettext("Watch on YouTube")
    if embed.provider == "x":
        return gettext("Post by %(owner)s on X") % {"owner": owner} if embed.owner else gettext("Post on X")
    if embed.provider == "facebook":
        if embed.owner:
            return gettext("Post by %(owner)s on Facebook") % {"owner": owner}
        return gettext("Post on Facebook")
    return host_of(embed.address)
