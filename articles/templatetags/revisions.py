"""What the newsroom's templates say of revisions and accounts."""

from django import template

from articles.admin.comparison import row_html
from articles.admin.revisions import changed_in_words
from newsportal.desk.accounts import account_name

register = template.Library()

register.filter("changed_in_words", changed_in_words)
register.filter("account_name", account_name)
register.filter("difference", row_html)
