"""The pages with which a paper begins; its editors make them their own."""

from django.conf import settings
from django.contrib.auth.management import create_permissions
from django.db import migrations

from articles.body.build import build

GROUPS = ["Editors", "Administrators"]

ABOUT = """
<p>نحن صحيفة عربية على الشبكة. ننقل ما جرى، ونشرح لماذا يهم، ونقول من أين جاء كل خبر.</p>
<h2>كيف نعمل</h2>
<p>يحمل كل خبر أسماء من كتبوه ومصدره. وإذا تغير مضمونه بعد النشر ظهر وقت التحديث إلى جانب وقت النشر، وإذا أخطأنا صححنا الخطأ علناً تحت الخبر نفسه.</p>
<h2>قراؤنا</h2>
<p>القراءة هنا لا تترك في متصفحك ملفات تعريف ارتباط، ولا تحمّل الصفحات شيئاً من مواقع أخرى. ونعدّ قراءات كل خبر من غير أن نعرف من قرأه.</p>
<p>التعليق مفتوح للجميع بلا حساب ولا تسجيل، ويقرأ المشرفون كل تعليق قبل نشره.</p>
"""

CONTACT = """
<p>نقرأ كل ما يصلنا، وأقصر طريق إلينا يبدأ من تحت الخبر نفسه.</p>
<h2>خطأ في خبر</h2>
<p>إذا وجدت خطأً في اسم أو رقم أو واقعة فاكتب لنا في خانة التعليق تحت الخبر، وضع علامة عند «هذا تصحيح». تصل رسالتك إلى المحررين ولا تُنشر مع التعليقات، وإن صححنا الخبر بسببها ذكرنا ذلك تحته، وذكرنا اسمك إن أذنت.</p>
<h2>تعليق يخالف القواعد</h2>
<p>تحت كل تعليق رابط للإبلاغ عنه، وينظر المشرفون في كل بلاغ.</p>
<h2>تعليقك أنت</h2>
<p>بعد إرسال التعليق تفتح لك صفحة خاصة به، فاحتفظ بعنوانها: منها تعرف هل نُشر، وتعدّله في الدقائق الأولى بعد إرساله، وتحذفه إن غيرت رأيك.</p>
"""

PRINCIPLES = """
<p>هذه المبادئ تلزم كل من يكتب في الصحيفة ويحرر فيها، ولقرائنا أن يحاسبونا عليها.</p>
<h2>الدقة قبل السرعة</h2>
<p>لا ننشر خبراً قبل أن نتحقق منه. وإذا كان مصدره واحداً قلنا ذلك، وإذا لم نستطع التحقق من أمر قلنا إننا لم نتحقق منه. ونسبة الكلام إلى قائله واجبة.</p>
<h2>الاستقلال</h2>
<p>لا يقرر معلن ولا مالك ولا جهة رسمية ما ننشره. والمحتوى المدفوع يحمل اسم من دفع ثمنه في أعلاه، فلا يختلط بالأخبار.</p>
<h2>الخبر والرأي</h2>
<p>نفصل بين الخبر والتحليل والرأي، ويعرف القارئ نوع ما يقرأ من كلمة عند العنوان. ومقالات الرأي تعبّر عن كتّابها.</p>
<h2>الإنصاف</h2>
<p>من يرد ذكره في خبر بما يسيء إليه له حق الرد قبل النشر، ولرده مكان في الخبر نفسه. ونحفظ كرامة الضحايا والقاصرين، ولا ننشر ما يدل عليهم بلا ضرورة.</p>
<h2>المصادر</h2>
<p>نذكر مصادرنا بأسمائها ما أمكن. ولا نخفي اسم مصدر إلا إذا كان ذكره يعرّضه للأذى، وعلى المحرر المسؤول أن يعرفه.</p>
<h2>التصحيح</h2>
<p>نصحح الخطأ فور التثبت منه، ونكتب تحت الخبر ما كان خطأً وما الصواب ومتى صُحح. وإذا سحبنا خبراً بقي في مكانه ما يقول إننا سحبناه ولماذا.</p>
"""

COMMENT_RULES = """
<p>التعليقات نقاش بين القراء حول الخبر. الاختلاف مرحب به، وهذه القواعد تجعله ممكناً.</p>
<h2>كيف يُنشر التعليق</h2>
<p>لا يظهر أي تعليق قبل أن يراجعه مشرف. قد يستغرق ذلك بعض الوقت، وتجد حالة تعليقك في الصفحة الخاصة التي تفتح بعد إرساله. وتُغلق التعليقات تحت الأخبار بعد مدة.</p>
<h2>ما ننشره</h2>
<ul>
<li><p>رأي في موضوع الخبر، وإن خالف رأي الصحيفة أو رأي كاتبه.</p></li>
<li><p>معلومة تضيف إلى الخبر، أو سؤال عنه.</p></li>
<li><p>نقد لما يفعله الناس ويقولونه، لا لما هم عليه.</p></li>
</ul>
<h2>ما لا ننشره</h2>
<ul>
<li><p>الشتائم والتهديد، والتحريض على العنف أو الكراهية.</p></li>
<li><p>الإساءة إلى الناس لدينهم أو أصلهم أو جنسهم.</p></li>
<li><p>الاتهام بجريمة بلا دليل.</p></li>
<li><p>أرقام هواتف الناس وعناوينهم وسائر تفاصيلهم الخاصة.</p></li>
<li><p>الإعلانات والروابط التي لا صلة لها بالخبر، والتعليق الواحد مكرراً.</p></li>
<li><p>التعليق باسم شخص آخر.</p></li>
</ul>
<p>وإذا رأيت تعليقاً منشوراً يخالف القواعد فأبلغنا عنه من الرابط الذي تحته.</p>
<h2>التصحيح ليس تعليقاً</h2>
<p>إذا أردت أن تنبهنا إلى خطأ في الخبر فضع علامة عند «هذا تصحيح» قبل الإرسال. تصل رسالتك إلى المحررين ولا تظهر بين التعليقات.</p>
<h2>خصوصيتك</h2>
<p>لا ننشر عنوان بريدك الإلكتروني ولا نعطيه لأحد، ولا يراه إلا من يحتاج إليه في الإشراف. ونحتفظ بعنوان جهازك على الشبكة لنمنع الإساءة، ثم نحذف الجزء الذي يدل عليك منه بعد {days}، إلا ما يلزمنا القانون بالاحتفاظ به.</p>
"""

PAGES = {
    "about": ("من نحن", ABOUT),
    "contact": ("اتصل بنا", CONTACT),
    "publishing-principles": ("مبادئ النشر", PRINCIPLES),
    "comment-rules": ("قواعد التعليق", COMMENT_RULES),
}


def in_days(count):
    """Return a number of days in Arabic."""
    if count in (1, 2):
        return {1: "يوم واحد", 2: "يومين"}[count]
    last = count % 100
    return f"{count} {'أيام' if 3 <= last <= 10 else 'يوماً' if last > 10 else 'يوم'}"


def write_pages(apps, schema_editor):
    StaticPage = apps.get_model("articles", "StaticPage")
    for slug, (title, text) in PAGES.items():
        body = text.replace("{days}", in_days(settings.COMMENTS_EVIDENCE_DAYS)).replace("\n", "")
        StaticPage.objects.create(title=title, slug=slug, body=body, body_html=build(body, {}))


def give_rights(apps, schema_editor):
    # Permissions are usually made after all migrations; this step hands them out before that.
    config = apps.get_app_config("articles")
    config.models_module = True
    create_permissions(config, apps=apps, using=schema_editor.connection.alias, verbosity=0)
    config.models_module = None

    rights = apps.get_model("auth", "Permission").objects.filter(
        content_type__app_label="articles", content_type__model="staticpage"
    )
    for name in GROUPS:
        group, _ = apps.get_model("auth", "Group").objects.get_or_create(name=name)
        group.permissions.add(*rights)


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0029_static_pages"),
        ("auth", "0012_alter_user_first_name_max_length"),
    ]

    operations = [
        migrations.RunPython(write_pages, migrations.RunPython.noop),
        migrations.RunPython(give_rights, migrations.RunPython.noop),
    ]
