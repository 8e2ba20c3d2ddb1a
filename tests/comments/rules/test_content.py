import pytest
from django.test import Client

from comments.models import Comment
from comments.text import count_links
from tests.comments.posting import post
from tests.factories import make_article


class TestLinks:
    @pytest.mark.parametrize(
        ("text", "links"),
        [
            ("بلا روابط، و3.5 ليست رابطاً", 0),
            ("انظر https://example.com/a", 1),
            ("انظر HTTPS://example.com وwww.example.org", 2),
            ("https://www.example.com/?next=x", 1),
            ("http://a.example\nhttp://b.example\nhttp://c.example", 3),
            ("(https://a.example)،https://b.example", 2),
            ("wwww و awww.example", 0),
        ],
    )
    def test_they_are_counted(self, text: str, links: int):
        assert count_links(text) == links

    @pytest.mark.django_db
    @pytest.mark.parametrize(("links", "held"), [(1, ""), (2, "links"), (3, "links")])
    def test_two_hold(self, client: Client, links: int, held: str):
        text = " ".join(f"https://{number}.example" for number in range(links))
        assert post(client, make_article(), comment=text).status_code == 303
        comment = Comment.objects.get()
        assert (comment.status, comment.held_because) == ("pending", held)
