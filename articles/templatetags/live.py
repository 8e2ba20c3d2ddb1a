"""The entries of a live coverage in templates: ``{% live_entries live %}``."""

from django import template

from articles.live import markup

register = template.Library()

register.simple_tag(markup.entries_html, name="live_entries")
register.simple_tag(markup.state_html, name="live_state")
register.simple_tag(markup.waiting_words, name="live_waiting_words")
register.simple_tag(markup.older_address, name="live_older")
