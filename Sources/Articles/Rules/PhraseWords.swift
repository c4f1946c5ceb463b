// SPDX-License-Identifier: Apache-2.0

/// Words of the furniture of news pages, parted by |.
enum PhraseWords {
    /// A whole line, signs at both ends left out.
    static let whole: [(Phrase, String)] = [
        (
            .relatedStart,
            "related|related posts|related articles|related stories|related news|related topics|related content"
                + "|related coverage|popular articles|popular posts|popular stories|popular news|most popular|most read"
                + "|most viewed|most shared|latest stories|latest news|latest articles|latest posts|recent posts"
                + "|recent articles|recent news|more stories|more news|more articles|other news|other stories|top stories"
                + "|trending|trending now|trending stories|editor's picks|editors' picks|editor's choice|recommended"
                + "|recommended for you|recommended stories|you may also like|you might also like|you may like"
                + "|you might be interested in|read next|up next|what to read next|read also|see also|also read"
                + "|more on this story|more on this topic|more like this|keep reading|further reading|don't miss"
                + "|list of 3 items|list of 4 items|from our partners|promoted stories|sponsored content|around the web"
                + "|مواضيع ذات صلة|موضوعات ذات صلة|مقالات ذات صلة|أخبار ذات صلة|اخبار متعلقة|أخبار متعلقة|ذات صلة"
                + "|مواضيع متعلقة|مقالات متعلقة|اقرأ أيضا|اقرأ أيضاً|اقرا ايضا|إقرأ أيضا|طالع أيضا|شاهد أيضا|تابع أيضا"
                + "|الأكثر قراءة|الأكثر مشاهدة|الأكثر تداولا|آخر الأخبار|أحدث الأخبار|أخبار أخرى|المزيد من الأخبار"
                + "|مقالات أخرى|قد يهمك|قد يهمك أيضا|قد يعجبك|قد يعجبك أيضا|موصى به|اخترنا لك|أهم الأخبار|المزيد"
        ),
        (
            .commentsStart,
            "comments|leave a reply|leave a comment|post a comment|add a comment|write a comment|join the conversation"
                + "|join the discussion|view comments|show comments|no comments|التعليقات|تعليقات|أضف تعليقا|أضف تعليقك"
                + "|اترك تعليقا|اترك ردا|اكتب تعليقا|شارك برأيك"
        ),
        (
            .sourceLine,
            "source|source link|sources|original source|original article|via|view original|read original"
                + "|read the original article|المصدر|رابط المصدر|المصادر|مصدر الخبر"
        ),
        (
            .pager,
            "previous|next|previous post|next post|previous article|next article|prev|older posts|newer posts"
                + "|load more|show more|view all|see all|back to top|page|السابق|التالي|المقال السابق|المقال التالي"
                + "|الخبر السابق|الخبر التالي|عرض المزيد|عرض الكل|العودة إلى الأعلى"
        ),
        (
            .share,
            "share|share this|share this article|share this post|share this story|share article|share on facebook"
                + "|share on twitter|share on x|share via email|tweet|pin it|email|print|print this|print this article"
                + "|copy link|copy url|link copied|save|bookmark|facebook|twitter|x|whatsapp|telegram|linkedin|reddit"
                + "|pinterest|messenger|instagram|youtube|facebook twitter|follow us|like us on facebook|like this"
                + "|like|listen|listen to this article|listen to article|watch|play|share facebook twitter|gift this article"
                + "|شارك|شارك الخبر|شارك المقال|شارك هذا المقال|مشاركة|فيسبوك|تويتر|واتساب|واتس اب|تلغرام|تيليجرام"
                + "|لينكد إن|انسخ الرابط|نسخ الرابط|طباعة|تابعونا|تابعنا|استمع|أرسل|حفظ|انشر"
        ),
        (
            .menu,
            "home|menu|search|skip to content|skip to main content|skip to navigation|log in|login|sign in|register"
                + "|subscribe now|my account|contact|contact us|about|about us|news|world|politics|sports|sport|business"
                + "|opinion|video|videos|photos|live|more|close|open menu|close menu|toggle navigation|english|arabic"
                + "|الرئيسية|القائمة|بحث|البحث|تسجيل الدخول|اتصل بنا|من نحن|أخبار|سياسة|رياضة|اقتصاد|فيديو|صور|العربية"
        ),
        (
            .advertisement,
            "advertisement|advertisements|advertisment|ad|ads|sponsored|promoted|paid content|story continues below"
                + "|story continues below advertisement|article continues below|article continues below this ad"
                + "|continue reading below|continue reading|remove ads|إعلان|اعلان|إعلانات|محتوى إعلاني|إعلان ممول"
                + "|يستمر المقال بعد الإعلان"
        ),
        (
            .newsletter,
            "subscribe|sign up|newsletter|newsletters|get the newsletter|join our newsletter|enter your email"
                + "|enter your email address|your email address|اشترك|اشترك الآن|النشرة البريدية|اشترك في النشرة البريدية"
        ),
        (
            .agency,
            "reuters|ap|afp|associated press|the associated press|agence france-presse|agence france presse|xinhua|dpa"
                + "|anadolu agency|anadolu|staff writer|staff reporter|news desk|newsroom|web desk|agencies"
                + "|رويترز|أ ف ب|أ.ف.ب|فرانس برس|وكالات|الأناضول|متابعات|خاص|غرفة الأخبار|قسم الأخبار"
        ),
    ]

    /// A start of a line, with the most words that such a line has.
    static let starts: [(Phrase, Int32, String)] = [
        (
            .readMore, 30,
            "read more|read also|also read|see also|read next|related:|related story:|related article:|more:|watch:"
                + "|listen:|don't miss:|must read:|next:|previous:|read:|continue reading|click here|for more on|in pictures:"
                + "|اقرأ أيضا|اقرأ ايضا|إقرأ أيضا|اقرأ المزيد|إقرأ المزيد|للمزيد|لقراءة المزيد|شاهد أيضا|طالع أيضا|اقرأ:"
                + "|شاهد:|ذات صلة:|مواضيع ذات صلة"
        ),
        (.relatedStart, 8, "more from |latest from |popular in |most read in |المزيد من |المزيد حول "),
        (
            .sourceLine, 14,
            "source: |sources: |source - |source link|via: |originally published |this article was originally published"
                + "|this article originally appeared|this story was originally published|this article first appeared"
                + "|المصدر:|المصدر :|المصدر - |المصادر:|نقلا عن:"
        ),
        (
            .newsletter, 30,
            "receive latest|receive the latest|receive our |get the latest|get our |get breaking|get notified|get updates"
                + "|sign up for|sign up to|subscribe to|subscribe for|join our |join us on|join 1|download our app"
                + "|download the app|enter your email|stay updated|stay informed|never miss|enable notifications"
                + "|follow us |follow her on |follow him on |follow them on |follow me on |follow @|follow our |support our work|support our journalism|support independent |donate now|donate to |become a member|become a patron"
                + "|اشترك في|اشتركوا|تابعنا على|تابعونا على|انضم إلى|انضموا إلينا|حمل التطبيق|حمّل تطبيق|سجل بريدك"
                + "|للاشتراك "
        ),
        (
            .copyright, 60,
            "copyright |(c) |© |all rights reserved|جميع الحقوق محفوظة|كافة الحقوق محفوظة|حقوق النشر|حقوق الطبع"
                + "|terms of use|terms of service|terms and conditions|privacy policy|سياسة الخصوصية|شروط الاستخدام"
        ),
        (
            .cookies, 80,
            "we use cookies|this site uses cookies|this website uses cookies|by using this site|by continuing to"
                + "|accept all cookies|accept cookies|manage cookies|cookie settings|cookie policy|we and our partners"
                + "|يستخدم هذا الموقع ملفات|نستخدم ملفات تعريف|ملفات تعريف الارتباط"
        ),
        (
            .keywords, 40,
            "tags:|tag:|tagged:|topics:|filed under|keywords:|categories:|category:|in this story:|hashtags:"
                + "|الكلمات المفتاحية|كلمات مفتاحية|الكلمات الدلالية|كلمات دلالية|وسوم:|الوسوم|التصنيف:|التصنيفات"
        ),
        (
            .share, 12,
            "share on |share this |share via |tweet this|print this|email this|شارك على |شارك هذا |شارك الخبر"
        ),
        (.advertisement, 6, "advertisement|sponsored by"),
        (.commentsStart, 6, "comments (|leave a reply|leave a comment|comments on|التعليقات ("),
        (
            .credit, 30,
            "file photo|file picture|file image|photo: |photo by |photos: |photo credit|photograph: |image: |image by |image credit|image source|picture: |caption: |credit: |video: |file - |file: |getty images|screenshot: |صورة: |صورة من |صورة أرشيفية|الصورة: |تصوير: |مصدر الصورة|أرشيف - "
        ),
        (.messageLink, 60, "pic.twitter.com/|https://t.co/|view this post on|a post shared by|pic.x.com/"),
        (
            .byline, 16,
            "written by |reported by |reporting by |editing by |edited by |author: |authors: |compiled by |translated by |story by |by: |بقلم|كتب: |كتب/|كتبت: |كتبت/|إعداد: |اعداد: |تحرير: |المحرر: |ترجمة: |الكاتب: "
        ),
    ]
}
