"""What stands around a story's text in templates: ``{% story_head article bylines address %}``."""

from django import template

from articles import story
from articles.corrections import markup

register = template.Library()

register.simple_tag(story.head_html, name="story_head")
register.simple_tag(story.lead_picture_html, name="lead_picture")
register.simple_tag(story.foot_html, name="story_foot")
register.simple_tag(markup.line_html, name="corrected_line")
register.simple_tag(markup.log_html, name="corrections_log")
