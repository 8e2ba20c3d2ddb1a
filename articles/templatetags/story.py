"""What stands around a story's text in templates: ``{% story_head article bylines address %}``."""

from django import template

from articles import story
from articles.contents import contents_html
from articles.corrections import markup

register = template.Library()

register.simple_tag(story.head_html, name="story_head")
register.simple_tag(story.lead_html, name="story_lead")
register.simple_tag(contents_html, name="story_contents")
register.simple_tag(story.text_html, name="story_text")
register.simple_tag(story.foot_html, name="story_foot")
register.simple_tag(markup.line_html, name="corrected_line")
register.simple_tag(markup.log_html, name="corrections_log")
