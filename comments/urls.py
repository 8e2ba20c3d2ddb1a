"""Where comments are posted and found, in Arabic and under ``/en/``. newsportal/urls.py registers the converter."""

from django.urls import path

from comments import views

app_name = "comments"

urlpatterns = [
    path("news/<id:article_id>/comments/", views.post_comment, name="post_comment"),
    path("news/<id:article_id>/comments/<id:pk>/", views.comment_permalink, name="comment_permalink"),
    path("news/<id:article_id>/comments/<id:pk>/report/", views.report_comment, name="report_comment"),
    path("comments/<str:token>/", views.comment_status, name="comment_status"),
]
