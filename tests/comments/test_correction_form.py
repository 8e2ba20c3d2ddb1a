"""What the editor's answer to a reader's correction lacks: said first, and where it is."""

import pytest
from django.test import Client

from tests.comments.corrections import make_correction, make_editor, page_of

pytestmark = pytest.mark.django_db


class TestErrors:
    def test_what_is_missing_is_said_in_the_title_and_leads_to_its_place(self, client: Client):
        client.force_login(make_editor())
        html = client.post(page_of(make_correction()), {"outcome": "", "text": "", "answer": ""}).content.decode()
        assert "<title>خطأ: تصحيح قارئ | غرفة الأخبار</title>" in html
        assert '<a href="#id_outcome">ما القرار؟ اختر هل يُصحح الخبر.</a>' in html
        assert 'aria-describedby="id_outcome_error"' in html
        assert 'id="id_outcome_error"' in html
        assert "data-counter-status" in html
