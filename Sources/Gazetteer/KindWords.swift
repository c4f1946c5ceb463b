// SPDX-License-Identifier: Apache-2.0

/// Words for kinds of places outside of the English of reports on Iraq and Syria: units of many countries, and the languages
/// in which their names are written.
///
/// One word may stand for units of different levels: a département is of the first level in Haiti and of the second in Niger. Such
/// a word has all of them, and what the study has a unit of decides.
enum KindWords {
    private typealias Meaning = GenericWords.Meaning

    /// What may stand between such a word and the name: "state of Khartoum", "province du Yatenga".
    static let particles = NameFolding.wordSet("of de du des d del di da do dos")

    private static let first = Meaning.kind(.governorate), second = Meaning.kind(.district)
    /// Of the first level or, where there is none of the name, of the second.
    private static let upper = Meaning.unit([.governorate, .district])
    /// Of the second level or, where there is none of the name, of the first.
    private static let lower = Meaning.unit([.district, .governorate])
    /// A district or, where there is none of the name, the village or town.
    private static let local = Meaning.unit([.district, .village])
    /// A town with the land around it.
    private static let commune = Meaning.unit([.town, .district])
    private static let city = Meaning.kind(.city), village = Meaning.kind(.village), suburb = Meaning.kind(.suburb)

    /// Pairs of words.
    static let pairs: [(GenericWords.Meaning, String)] = [
        (
            first,
            "autonomous republic|autonomous region|federal state|regional state|автономна республіка|автономная республика"
        ),
        (
            second,
            "local government|sub prefecture|sous préfecture|sub county|sub region|sub governorate|posto administrativo"
        ),
        (second, "local council|міська громада|сільська громада|селищна громада|міська рада"),
        (local, "chef lieu"),
        (village, "селище міського|посёлок городского"),
    ]

    /// Single words, language by language.
    static let singles: [(GenericWords.Meaning, String)] =
        english + french + spanish + slavic + kurdish + turkish + others

    private static let english: [(GenericWords.Meaning, String)] = [
        (first, "state|states|oblast|oblasts|oblasti|krai|emirate|voivodeship"),
        (upper, "prefecture|department|division|county|province|provinces|prov"),
        (lower, "zone|okrug"),
        (
            second,
            "raion|rayon|raions|hromada|subprefecture|woreda|upazila|tehsil|taluk|taluka|regency|subcounty|payam|liwa"
        ),
        (second, "mudiriyah|mudiriyat|mudiriya|lga"),
        (local, "locality|territory|municipality|commune|baladiyah|kebele|boma|canton"),
        (suburb, "ward"),
        (.none, "thermal|military|army|police|civil|national|industrial|electrical|electricity|agricultural"),
    ]

    private static let french: [(GenericWords.Meaning, String)] = [
        (upper, "région|préfecture|département"),
        (second, "arrondissement|cercle|canton|secteur|territoire|chefferie"),
        (commune, "communes|municipalité"),
        (.unit([.village, .district]), "localité"),
        (city, "ville|cité|bourg"), (village, "hameau"), (suburb, "quartier"),
        (.none, "île|isle|ilet"), (.kind(.river), "fleuve|rivière|lac"), (.kind(.airport), "aéroport"),
    ]

    private static let spanish: [(GenericWords.Meaning, String)] = [
        (upper, "departamento|provincia|estado|região|región"), (second, "distrito|cantón"),
        (.unit([.town, .district]), "municipio|município"), (.unit([.village, .district]), "corregimiento|localidad"),
        (city, "ciudad|cidade|vila"), (village, "pueblo|aldea|vereda|caserío|poblado"), (suburb, "barrio|bairro"),
        (.kind(.river), "río"),
    ]

    private static let slavic: [(GenericWords.Meaning, String)] = [
        (first, "область|обл|області|областю|областей|области|областью|республіка|республика|край|краю|края"),
        (second, "район|району|районі|районом|района|районе|раён|громада|громади|громаді"),
        (city, "місто|міста|місті|м|город|города|городе|г"),
        (
            village,
            "село|села|селі|селе|селище|селища|селищі|смт|пгт|посёлок|посёлка|посёлке|деревня|деревни|хутір|хутор|с"
        ),
        (suburb, "мікрорайон|микрорайон"), (.kind(.river), "річка|река"), (.kind(.airport), "аеропорт|аэропорт"),
    ]

    private static let kurdish: [(GenericWords.Meaning, String)] = [
        (first, "parêzgeha|parêzgeh|parêzgehê|پارێزگای|پارێزگا"),
        (second, "navçeya|navçe|qezaya|qeza|nahiyeya|nahiye|قەزای|قەزا|ناحیەی|ناحیە"),
        (city, "bajarê|bajar|bajarî|شاری|شار|شارۆچکەی|شارۆچکە"),
        (village, "gundê|gund|گوندی|گوند"),
    ]

    private static let turkish: [(GenericWords.Meaning, String)] = [
        (first, "ili|vilayeti|valiliği"), (second, "ilçesi|ilçe|kazası|nahiyesi"),
        (city, "şehri|kenti|şehir|kasabası"), (village, "köyü|köy"), (suburb, "mahallesi|mahalle"),
        (.kind(.camp), "kampı"), (.kind(.airport), "havaalanı|havalimanı"), (.kind(.river), "nehri"),
    ]

    private static let others: [(GenericWords.Meaning, String)] = [
        (first, "استان|ولایت"), (second, "شهرستان|ولسوالی|مديرية|مقاطعة|لواء"),
        (upper, "إقليم"), (local, "محلية|بلدية"), (city, "شهر"), (village, "روستای|روستا|عزلة"),
    ]
}
