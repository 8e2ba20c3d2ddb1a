"""Where comments are posted and found, in Arabic and under ``/en/``. newsportal/urls.py registers the converter."""

from django.urls import path

from comments import views

app_name = "comments"

urlpatterns = [
    path("news/<id:article_id>/comments/", views.post_comment, name="post_comment"),
    path("news/<id:article_id>/comments/<id:pk>/", views.comment_permalink, name="comment_permalink"),
    path("news/<id:article_id>/comments/<id:pk>/report/", views.report_comment, name="report_comment"),
    path("comments/<str:token>/", views.comment_status, name="comment_status"),
    path("comments/<str:token>/edit/", views.edit_comment, name="edit_comment"),
    path("comments/<str:token>/withdraw/", views.withdraw_comment, name="withdraw_comment"),
    path("comments/<str:token>/notify/", views.notify_comment, name="notify_comment"),
    path("mail/confirm/<str:token>/", views.mail_confirm, name="mail_confirm"),
    path("mail/unsubscribe/<str:token>/", views.mail_unsubscribe, name="mail_unsubscribe"),
    path("privacy/mine/", views.ask_own_data, name="ask_own_data"),
    path("privacy/mine/<str:token>/", views.own_data, name="own_data"),
]
