/// Countries and peoples, in French and in English: capital words that are no persons. Written by us.
enum CountryWords {
    static let list = """
        france francais allemagne allemand espagne espagnol italie italien portugal portugais belgique belge suisse
        luxembourg angleterre anglais ecosse irlande pologne polonais roumanie roumain bulgarie grece grec turquie turc
        russie russe ukraine ukrainien algerie algerien maroc marocain tunisie tunisien libye egypte senegal senegalais
        mali malien niger nigeria cameroun congo gabon guinee cote ivoire togo benin burkina madagascar comores mayotte
        reunion guadeloupe martinique guyane haiti chine chinois japon japonais vietnam inde indien pakistan
        bangladesh liban libanais syrie syrien irak iran israel palestine afghanistan canada quebec mexique bresil
        argentine chili perou colombie venezuela bretagne normandie alsace lorraine corse auvergne bourgogne picardie
        germany german spain spanish italy italian belgium belgian switzerland swiss england english scotland wales
        ireland irish poland polish romania bulgaria greece greek turkey turkish russia russian denmark danish sweden
        swedish norway norwegian finland finnish iceland icelandic netherlands dutch austria austrian hungary hungarian
        czech slovakia slovenia croatia croatian serbia bosnia estonia estonian latvia lithuania greenland greenlander
        cyprus malta algeria morocco tunisia tunisian libya egypt ethiopia kenya ghana uganda zimbabwe africa african
        china chinese japan japanese korea korean india indian thailand indonesia malaysia philippines singapore
        australia australian zealand america american mexico brazil brazilian argentina chile peru colombia venezuela
        uruguay paraguay bolivia ecuador cuba jamaica europe asia london berlin madrid rome vienna moscow tokyo
        beijing sydney toronto vancouver chicago boston dallas houston philadelphia washington francisco york
        """
}
