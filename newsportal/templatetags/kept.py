"""Parts of pages that are the same on many of them: ``{% kept section.as_shown %}…{% endkept %}``."""

from collections.abc import Hashable
from typing import Any

from django.template import Context, Library, Node, NodeList, TemplateSyntaxError
from django.template.base import FilterExpression, Parser, Token
from django.template.loader_tags import BlockNode
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from newsportal.generations import remembered

register = Library()

# Of a few hundred bytes to a few kilobytes each.
MOST = 2_000


@remembered("site")
def parts() -> dict[Hashable, SafeString]:
    """Return what was kept in this process since the ``site`` generation moved."""
    return {}


@register.tag
def kept(parser: Parser, token: Token) -> "KeptNode":
    """Render what stands inside once in a process for each language, day and combination of the named values.

    What it shows beside them is read when it is rendered, and kept by the ``site`` generation itself: a row that the
    view read before may be an old one by then. Values are of a small set: never a text from an address, and never an
    article's own key.
    """
    values = [parser.compile_filter(word) for word in token.split_contents()[1:]]
    inside = parser.parse(("endkept",))
    parser.delete_first_token()
    if inside.get_nodes_by_type(BlockNode):
        raise TemplateSyntaxError("A block is another on every page, so it cannot stand in a kept part.")
    return KeptNode(inside, values)


class KeptNode(Node):
    # There is no block inside, for which ``extends`` looks on every page.
    child_nodelists = ()

    def __init__(self, inside: NodeList, values: list[FilterExpression]) -> None:
        self.inside, self.values = inside, values

    def render(self, context: Context) -> SafeString:
        # One page asks once, where Django's own ``include`` keeps its templates while a page is rendered.
        page: dict[Any, Any] = context.render_context.dicts[0]
        if KeptNode not in page:
            # Taken before anything is read: a change that comes meanwhile is then seen the next time.
            page[KeptNode] = parts(), (get_language(), timezone.localdate())
        known, what_all_share = page[KeptNode]
        values = [value.resolve(context, ignore_failures=True) for value in self.values]
        key = (self, *what_all_share, *values)
        part: SafeString | None = known.get(key)
        if part is None:
            if len(known) >= MOST:
                known.clear()
            part = known[key] = self.inside.render(context)
        return part
