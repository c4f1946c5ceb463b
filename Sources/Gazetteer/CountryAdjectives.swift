// SPDX-License-Identifier: Apache-2.0

/// What belongs to a country, in English and French: the words by which reports name borders ("Ukrainian-Russian border",
/// "frontière tchado-soudanaise" by its parts).
package enum CountryAdjectives {
    /// English adjective of a country by its English name; the name itself where none is known.
    package static func english(_ country: String) -> String { byName[country] ?? country }

    /// ISO 3166-1 alpha-2 by each folded word.
    static let codes: [String: String] = {
        var codes: [String: String] = [:]
        for entry in table {
            let others = entry.french.split(separator: " ").map(String.init)
            for name in [entry.name, entry.adjective] + others where !name.contains(" ") {
                for word in NameFolding.words(name) { codes[word] = codes[word] ?? entry.code }
            }
        }
        return codes
    }()

    private static let byName: [String: String] = Dictionary(
        table.map { ($0.name, $0.adjective) }, uniquingKeysWith: { first, _ in first })

    private static let table: [(code: String, name: String, adjective: String, french: String)] = [
        ("AF", "Afghanistan", "Afghan", "afghane afghano"),
        ("AM", "Armenia", "Armenian", "arménie arménienne"),
        ("AZ", "Azerbaijan", "Azerbaijani", "azerbaïdjan"),
        ("BD", "Bangladesh", "Bangladeshi", ""),
        ("BF", "Burkina Faso", "Burkinabe", "burkina burkinabè"),
        ("BI", "Burundi", "Burundian", "burundaise"),
        ("BJ", "Benin", "Beninese", "bénin béninoise"),
        ("BR", "Brazil", "Brazilian", "brésil brésilienne"),
        ("BY", "Belarus", "Belarusian", "biélorussie biélorusse"),
        ("CF", "Central African Republic", "Central African", "centrafrique centrafricaine"),
        ("CI", "Côte d’Ivoire", "Ivorian", "ivoirienne"),
        ("CM", "Cameroon", "Cameroonian", "cameroun camerounaise"),
        ("CO", "Colombia", "Colombian", "colombie colombienne colombiana colombo"),
        ("CU", "Cuba", "Cuban", "cubaine"),
        ("DJ", "Djibouti", "Djiboutian", ""),
        ("DZ", "Algeria", "Algerian", "algérie algérienne algéro"),
        ("EC", "Ecuador", "Ecuadorian", "équateur ecuatoriana"),
        ("EG", "Egypt", "Egyptian", "égypte égyptienne"),
        ("ER", "Eritrea", "Eritrean", "érythrée érythréenne"),
        ("ET", "Ethiopia", "Ethiopian", "éthiopie éthiopienne éthio"),
        ("GE", "Georgia", "Georgian", "géorgie géorgienne"),
        ("GH", "Ghana", "Ghanaian", "ghanéenne"),
        ("GN", "Guinea", "Guinean", "guinée guinéenne"),
        ("GT", "Guatemala", "Guatemalan", "guatemalteca"),
        ("HN", "Honduras", "Honduran", "hondureña"),
        ("HT", "Haiti", "Haitian", "haïti haïtienne haitiano"),
        ("HU", "Hungary", "Hungarian", "hongrie"),
        ("IL", "Israel", "Israeli", ""),
        ("IN", "India", "Indian", "inde indienne indo"),
        ("IQ", "Iraq", "Iraqi", ""),
        ("IR", "Iran", "Iranian", ""),
        ("JO", "Jordan", "Jordanian", ""),
        ("KE", "Kenya", "Kenyan", "kényane"),
        ("KG", "Kyrgyzstan", "Kyrgyz", ""),
        ("KW", "Kuwait", "Kuwaiti", ""),
        ("LB", "Lebanon", "Lebanese", ""),
        ("LR", "Liberia", "Liberian", "libérienne"),
        ("LY", "Libya", "Libyan", "libye libyenne"),
        ("MD", "Moldova", "Moldovan", "moldavie moldave"),
        ("ML", "Mali", "Malian", "malienne malo"),
        ("MM", "Myanmar", "Burmese", "birmanie birmane"),
        ("MR", "Mauritania", "Mauritanian", "mauritanie mauritanienne"),
        ("MX", "Mexico", "Mexican", "mexique mexicana"),
        ("MZ", "Mozambique", "Mozambican", "mozambicaine"),
        ("NE", "Niger", "Nigerien", "nigérienne nigéro"),
        ("NG", "Nigeria", "Nigerian", "nigériane"),
        ("NP", "Nepal", "Nepali", ""),
        ("PE", "Peru", "Peruvian", "pérou peruana"),
        ("PH", "Philippines", "Philippine", ""),
        ("PK", "Pakistan", "Pakistani", "pakistanaise pak"),
        ("PL", "Poland", "Polish", "pologne polonaise"),
        ("RO", "Romania", "Romanian", "roumanie roumaine"),
        ("RU", "Russia", "Russian", "russie russe russo"),
        ("RW", "Rwanda", "Rwandan", "rwandaise"),
        ("SA", "Saudi Arabia", "Saudi", ""),
        ("SD", "Sudan", "Sudanese", "soudan soudanaise soudano"),
        ("SK", "Slovakia", "Slovak", ""),
        ("SN", "Senegal", "Senegalese", "sénégal sénégalaise"),
        ("SO", "Somalia", "Somali", "somalie somalienne"),
        ("SY", "Syria", "Syrian", ""),
        ("TD", "Chad", "Chadian", "tchad tchadienne tchado"),
        ("TG", "Togo", "Togolese", "togolaise"),
        ("TH", "Thailand", "Thai", ""),
        ("TJ", "Tajikistan", "Tajik", ""),
        ("TN", "Tunisia", "Tunisian", "tunisie tunisienne tuniso"),
        ("TR", "Türkiye", "Turkish", ""),
        ("TR", "Turkey", "Turkish", ""),
        ("TZ", "Tanzania", "Tanzanian", "tanzanie"),
        ("UA", "Ukraine", "Ukrainian", "ukrainienne ukraino"),
        ("UG", "Uganda", "Ugandan", "ouganda ougandaise"),
        ("UZ", "Uzbekistan", "Uzbek", ""),
        ("VE", "Venezuela", "Venezuelan", "venezolana vénézuélienne"),
        ("YE", "Yemen", "Yemeni", "yéménite"),
        ("ZM", "Zambia", "Zambian", ""),
        ("ZW", "Zimbabwe", "Zimbabwean", ""),
    ]
}
