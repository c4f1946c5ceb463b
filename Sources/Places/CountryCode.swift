// SPDX-License-Identifier: Apache-2.0

/// Country codes in the forms that boundary files use.
package enum CountryCode {
    /// ISO 3166-1 alpha-2 of an alpha-2 or alpha-3 code or of a code that starts with one (`IQ-AN`, `SY08`).
    package static func alpha2(_ code: String) -> String {
        let letters = code.prefix { $0.isLetter }.uppercased()
        return alpha3[letters] ?? String(letters.prefix(2))
    }

    /// Whether the two letters are a code of ISO 3166-1, or Kosovo's.
    package static func isKnown(_ alpha2: String) -> Bool { known.contains(alpha2) }

    private static let known = Set(alpha3.values)

    /// ISO 3166-1 alpha-3 of an alpha-2 code; nil for what is none.
    package static func alpha3(_ alpha2: String) -> String? { longCodes[alpha2] }

    private static let longCodes: [String: String] = Dictionary(
        alpha3.filter { !others.contains($0.key) }.map { ($0.value, $0.key) }, uniquingKeysWith: { first, _ in first })
    /// Codes of data sets beside those of ISO.
    private static let others: Set<String> = ["PSX", "SDS", "SAH", "KOS"]

    /// ISO 3166-1, and codes that data sets have for what has none there: Kosovo, and Natural Earth's for Palestine, South
    /// Sudan and Western Sahara.
    private static let alpha3: [String: String] = {
        let pairs = """
            AFG AF ALA AX ALB AL DZA DZ ASM AS AND AD AGO AO AIA AI ATA AQ ATG AG ARG AR ARM AM ABW AW AUS AU AUT AT AZE AZ \
            BHS BS BHR BH BGD BD BRB BB BLR BY BEL BE BLZ BZ BEN BJ BMU BM BTN BT BOL BO BES BQ BIH BA BWA BW BVT BV BRA BR \
            IOT IO BRN BN BGR BG BFA BF BDI BI CPV CV KHM KH CMR CM CAN CA CYM KY CAF CF TCD TD CHL CL CHN CN CXR CX CCK CC \
            COL CO COM KM COG CG COD CD COK CK CRI CR CIV CI HRV HR CUB CU CUW CW CYP CY CZE CZ DNK DK DJI DJ DMA DM DOM DO \
            ECU EC EGY EG SLV SV GNQ GQ ERI ER EST EE SWZ SZ ETH ET FLK FK FRO FO FJI FJ FIN FI FRA FR GUF GF PYF PF ATF TF \
            GAB GA GMB GM GEO GE DEU DE GHA GH GIB GI GRC GR GRL GL GRD GD GLP GP GUM GU GTM GT GGY GG GIN GN GNB GW GUY GY \
            HTI HT HMD HM VAT VA HND HN HKG HK HUN HU ISL IS IND IN IDN ID IRN IR IRQ IQ IRL IE IMN IM ISR IL ITA IT JAM JM \
            JPN JP JEY JE JOR JO KAZ KZ KEN KE KIR KI PRK KP KOR KR KWT KW KGZ KG LAO LA LVA LV LBN LB LSO LS LBR LR LBY LY \
            LIE LI LTU LT LUX LU MAC MO MDG MG MWI MW MYS MY MDV MV MLI ML MLT MT MHL MH MTQ MQ MRT MR MUS MU MYT YT MEX MX \
            FSM FM MDA MD MCO MC MNG MN MNE ME MSR MS MAR MA MOZ MZ MMR MM NAM NA NRU NR NPL NP NLD NL NCL NC NZL NZ NIC NI \
            NER NE NGA NG NIU NU NFK NF MKD MK MNP MP NOR NO OMN OM PAK PK PLW PW PSE PS PAN PA PNG PG PRY PY PER PE PHL PH \
            PCN PN POL PL PRT PT PRI PR QAT QA REU RE ROU RO RUS RU RWA RW BLM BL SHN SH KNA KN LCA LC MAF MF SPM PM VCT VC \
            WSM WS SMR SM STP ST SAU SA SEN SN SRB RS SYC SC SLE SL SGP SG SXM SX SVK SK SVN SI SLB SB SOM SO ZAF ZA SGS GS \
            SSD SS ESP ES LKA LK SDN SD SUR SR SJM SJ SWE SE CHE CH SYR SY TWN TW TJK TJ TZA TZ THA TH TLS TL TGO TG TKL TK \
            TON TO TTO TT TUN TN TUR TR TKM TM TCA TC TUV TV UGA UG UKR UA ARE AE GBR GB USA US UMI UM URY UY UZB UZ VUT VU \
            VEN VE VNM VN VGB VG VIR VI WLF WF ESH EH YEM YE ZMB ZM ZWE ZW XKX XK PSX PS SDS SS SAH EH KOS XK
            """.split(separator: " ").map(String.init)
        let firsts = stride(from: 0, to: pairs.count - 1, by: 2)
        return Dictionary(firsts.map { (pairs[$0], pairs[$0 + 1]) }, uniquingKeysWith: { first, _ in first })
    }()
}
