"""The pages behind secret links, for whoever looks at every page type."""

from tests.browser.portal import Portal

MAKE = """
from articles.models import Article
from comments import moderation
from comments.mail.links import Purpose, make_link
from comments.models import Comment
article = Article.objects.listed().filter(comments_open=True).newest_first()[0]
def received(status):
    comment = Comment(article=article, name="Omar عمر", email="own@example.com", text="نص من سطر واحد.")
    token = moderation.receive(comment)
    waiting = Comment.objects.filter(pk=comment.pk)
    if status == "approved":
        moderation.approve(waiting, by=None)
    if status == "refused":
        moderation.refuse(waiting, by=None, rule="insult")
    return comment, token
pages = ["/privacy/mine/", "/privacy/mine/?sent=1"]
for status in ("pending", "approved", "refused"):
    comment, token = received(status)
    pages.append(f"/comments/{token}/")
    if status == "pending":
        pages += [f"/comments/{token}/edit/", f"/comments/{token}/withdraw/"]
        pages.append("/mail/confirm/" + make_link(Purpose.PUBLISH, email=comment.email, comment=comment) + "/")
pages.append("/mail/confirm/" + make_link(Purpose.CONFIRM, email="own@example.com", comment=comment) + "/")
pages.append("/mail/unsubscribe/" + make_link(Purpose.UNSUBSCRIBE, email="own@example.com") + "/")
pages += [f"/privacy/mine/{make_link(each, email='own@example.com')}/" for each in
          (Purpose.OWN_DATA, Purpose.OPENED_DATA)]
print("\\n".join(pages))
"""


def own_pages(portal: Portal) -> list[str]:
    """Make comments in every state and a link of every purpose; return the addresses of their pages."""
    return [line for line in portal.run(MAKE).splitlines() if line.startswith("/")]
