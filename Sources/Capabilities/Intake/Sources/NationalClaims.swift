import HealthModel
import TabularFiles

/// The national health insurance claims (SNDS, product DCIR): who is insured, each refunded act, drug, laboratory act
/// and technical act, and long-term illnesses. Columns, formats and nomenclatures are those of the published schemas.
extension SourceDescription {
    package static let nationalClaims = SourceDescription(
        name: "national-claims",
        title: Phrase(
            fr: "Remboursements de l'assurance maladie (SNDS, DCIR)",
            en: "National health insurance claims (SNDS, DCIR)"),
        holder: Phrase(fr: "Caisse nationale de l'assurance maladie", en: "National health insurance fund"),
        files: [
            NationalClaims.beneficiaries, NationalClaims.longTermIllnesses, NationalClaims.acts, NationalClaims.drugs,
            NationalClaims.laboratoryActs, NationalClaims.technicalActs,
        ],
        identity: IdentityLocation(
            place: .csv(pattern: "IDENTITES*.csv"),
            personKey: NationalClaims.personKey,
            traits: [
                .nationalNumber: "NIR", .birthName: "NOM_NAISSANCE", .usedName: "NOM_USAGE", .givenNames: "PRENOMS",
                .birthDate: "DATE_NAISSANCE", .sex: "SEXE", .birthPlace: "COMMUNE_NAISSANCE",
                .postalCode: "CODE_POSTAL",
            ]),
        mapping: ClaimsMapping.mapping)
}

/// The tables of the claims.
enum NationalClaims {
    static let personKey = ["BEN_NIR_PSA", "BEN_RNG_GEM"]

    /// The nine columns that join an act's details to the act; only all together.
    static let joinKey = [
        "FLX_DIS_DTD", "FLX_TRT_DTD", "FLX_EMT_TYP", "FLX_EMT_NUM", "FLX_EMT_ORD", "ORG_CLE_NUM", "DCT_ORD_NUM",
        "PRS_ORD_NUM", "REM_TYP_AFF",
    ]

    /// Pseudonyms of the insurance's own system: they stay with the holder.
    private static let pseudonymZones: [String: ColumnZone] = [
        "BEN_NIR_ANO": .otherPseudonym, "BEN_IDT_ANO": .otherPseudonym, "ASS_NIR_ANO": .otherPseudonym,
    ]

    private static let personFields: [TableField] = [
        .code("BEN_NIR_PSA", "Pseudonyme du bénéficiaire", length: 17, isRequired: true),
        .whole("BEN_RNG_GEM", "Rang de naissance du bénéficiaire", nomenclature: "IR_BER_V", isRequired: true),
    ]

    /// Year and month of birth, commune of residence: potential identifiers, kept because studies need them; a permit
    /// decides whether a project gets them.
    static let beneficiaries = SourceFile(
        table: "IR_BEN_R",
        pattern: "IR_BEN_R*.csv",
        schema: TableSchema(
            name: "IR_BEN_R",
            title: "Référentiel des bénéficiaires",
            fields: personFields + [
                .code("BEN_NIR_ANO", "NIR pseudonymisé du bénéficiaire", length: 17),
                .code("BEN_IDT_ANO", "Identifiant bénéficiaire anonymisé", length: 18),
                .code("BEN_IDT_TOP", "Top identifiant bénéficiaire anonymisé", length: 1),
                .code("ASS_NIR_ANO", "Matricule anonymisé de l'ouvreur de droits", length: 17),
                .code("BEN_CDI_NIR", "Code d'identification du NIR", length: 2, nomenclature: "IR_NIR_V"),
                .whole("BEN_NAI_ANN", "Année de naissance", minimum: 1600, maximum: 2200),
                .whole("BEN_NAI_MOI", "Mois de naissance", minimum: 0, maximum: 99),
                .whole("BEN_SEX_COD", "Sexe du bénéficiaire", nomenclature: "IR_SEX_V"),
                .date("BEN_DCD_DTE", "Date de décès, 1600-01-01 si aucune"),
                .code("BEN_DCD_AME", "Année et mois de décès, 160001 si aucun", length: 6),
                .code("ORG_AFF_BEN", "Organisme d'affiliation", length: 9, nomenclature: "IR_ORG_V"),
                .code("BEN_RES_DPT", "Département de résidence", length: 3, nomenclature: "IR_DPT_V"),
                .code("BEN_RES_COM", "Commune de résidence", length: 3, nomenclature: "IR_GEO_V"),
                .code("BEN_TOP_CNS", "Top consommant", length: 1),
                .date("MAX_TRT_DTD", "Date maximale de traitement d'une prestation"),
                .date("BEN_DTE_INS", "Date d'insertion dans le référentiel"),
                .date("BEN_DTE_MAJ", "Date de mise à jour"),
            ],
            primaryKey: personKey),
        zones: pseudonymZones,
        personKey: personKey)

    static let longTermIllnesses = SourceFile(
        table: "IR_IMB_R",
        pattern: "IR_IMB_R*.csv",
        schema: TableSchema(
            name: "IR_IMB_R",
            title: "Affections de longue durée et motifs d'exonération",
            fields: personFields + [
                .date("IMB_ALD_DTD", "Début de l'exonération"),
                .date("IMB_ALD_DTF", "Fin de l'exonération, 1600-01-01 si ouverte"),
                .whole("IMB_ALD_NUM", "Numéro d'ALD, non corrigé", nomenclature: "IR_ALD_V"),
                .whole("IMB_ETM_NAT", "Motif d'exonération", nomenclature: "IR_ETM_V"),
                .date("INS_DTE", "Date d'insertion"),
                .code("MED_MTF_COD", "Motif médical, CIM-10", length: 6, nomenclature: "IR_CIM_V"),
                .code("MED_NCL_IDT", "Nomenclature médicale", length: 10, nomenclature: "IR_NMD_V"),
                .date("UPD_DTE", "Date de mise à jour"),
            ],
            foreignKeys: [
                TableForeignKey(fields: personKey, referencedTable: "IR_BEN_R", referencedFields: personKey)
            ]),
        personKey: personKey,
        isRequired: false)
}
