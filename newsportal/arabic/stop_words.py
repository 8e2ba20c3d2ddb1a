"""Words that tell a search nothing: particles, pronouns and auxiliaries of Arabic prose, as ``fold()`` leaves them.

They leave a query alone; the index keeps every word.
"""

_PREPOSITIONS = """
من في الي علي عن مع حتي منذ مذ خلال بين بعد قبل عند لدي نحو ضد دون حول فوق تحت امام خلف عبر ضمن لدن بدون حسب وفق
فيه فيها فيهم منه منها منهم عنه عنها عليه عليها عليهم اليه اليها اليهم به بها بهم له لها لهم لنا لي لك بينهم بينها
"""
_CONJUNCTIONS = """
و او ام ثم بل لكن لكنه لكنها اما ان انه انها انهم اذ اذا لو لولا لان لانه لانها كي لكي حيث حين عندما بينما كما كان كانه
مثل سوي غير الا حال طالما مهما كلما فان وان وقد فقد
"""
_PRONOUNS = """
هو هي هم هن هما انا انت نحن انتم هذا هذه هذان هاتان هولاء ذلك تلك اوليك ذاك هنا هناك هكذا الذي التي الذين
اللذان اللتان اللواتي اللاتي نفسه نفسها
"""
_QUESTIONS = """
ما ماذا من متي اين كيف لماذا هل كم اي ايه اين لم مما عما بما فيما لمن ممن عمن
"""
_AUXILIARIES = """
كان كانت كانوا يكون تكون ليس ليست ليسوا قد سوف لا لن لم لما ما زال لازال اصبح ظل بات صار يتم تم
"""
_AMOUNTS = """
كل بعض جميع كلا كلتا اكثر اقل ايضا فقط جدا حوالي نفس عده احد احدي
"""

STOP_WORDS = frozenset(" ".join([_PREPOSITIONS, _CONJUNCTIONS, _PRONOUNS, _QUESTIONS, _AUXILIARIES, _AMOUNTS]).split())

_ENGLISH = """
an and are as at be but by can do for from had has have he her him his how if in into is it its me my no not of on or
our she so than that the their them then they this to up was we were what when which who will with would you your
"""
_FRENCH = """
au aux avec ce ces cette dans de des du elle en est et il ils je la le les leur lui mais ma mes mon ne nous on ou par
pas plus pour qu que qui sa se ses son ta te tes ton tu un une vous
"""

# What stands in Arabic comments, too.
LATIN_STOP_WORDS = frozenset(" ".join([_ENGLISH, _FRENCH]).split())
