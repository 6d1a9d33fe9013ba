import HealthModel
import TabularFiles

/// The hospital stays of medicine, surgery and obstetrics (PMSI MCO): one file a table and a year of discharge.
extension SourceDescription {
    package static let hospitalStays = SourceDescription(
        name: "hospital-stays",
        title: Phrase(fr: "Séjours hospitaliers (PMSI MCO)", en: "Hospital stays (PMSI MCO)"),
        holder: Phrase(
            fr: "Agence technique de l'information sur l'hospitalisation",
            en: "Technical agency for hospital information"),
        files: [
            HospitalStays.stays, HospitalStays.chaining, HospitalStays.acts, HospitalStays.diagnoses,
            HospitalStays.medicalUnits,
        ],
        identity: IdentityLocation(
            place: .csv(pattern: "IDENTITES*.csv"),
            personKey: HospitalStays.stayKey,
            traits: [
                .nationalNumber: "NIR_ASSURE", .birthDate: "DATE_NAISSANCE", .sex: "SEXE", .postalCode: "CODE_POSTAL",
            ]),
        mapping: StaysMapping.mapping)
}

/// The tables of the stays. A stay is (ETA_NUM, RSA_NUM); only table C names its person, by the same two columns,
/// which therefore stay in the delivery.
enum HospitalStays {
    static let stayKey = ["ETA_NUM", "RSA_NUM"]

    /// FINESS as text: as a number it would lose leading zeros and Corsica (2A…, 2B…).
    private static let keyFields: [TableField] = [
        .code("ETA_NUM", "Numéro FINESS e-PMSI", length: 9, isRequired: true),
        .code("RSA_NUM", "Numéro d'index du RSA", length: 10, isRequired: true),
    ]

    private static let stayReference = [
        TableForeignKey(fields: stayKey, referencedTable: "T_MCOaaB", referencedFields: stayKey)
    ]

    static let stays = SourceFile(
        table: "T_MCOaaB",
        pattern: "T_MCO*B.csv",
        schema: TableSchema(
            name: "T_MCOaaB",
            title: "Séjours",
            fields: keyFields + [
                .whole("SOR_ANN", "Année de sortie"),
                .whole("SOR_MOI", "Mois de sortie"),
                .whole("AGE_ANN", "Âge en années"),
                .whole("AGE_JOU", "Âge en jours"),
                .code("COD_SEX", "Sexe", length: 1),
                .code("BDI_DEP", "Département de résidence", length: 3),
                .code("BDI_COD", "Code géographique de résidence", length: 5),
                .code("ENT_MOD", "Mode d'entrée", length: 1, nomenclature: "MS_SOR_V"),
                .code("ENT_PRV", "Provenance", length: 1, nomenclature: "MS_PRV_V"),
                .code("SOR_MOD", "Mode de sortie", length: 1, nomenclature: "MS_SOR_V"),
                .code("SOR_DES", "Destination", length: 1, nomenclature: "MS_PRV_V"),
                .code("DGN_PAL", "Diagnostic principal", length: 6, nomenclature: "MS_CIM_V"),
                .code("DGN_REL", "Diagnostic relié", length: 6, nomenclature: "MS_CIM_V"),
                .code("GRG_GHM", "GHM calculé", length: 6),
                .code("GRG_RET", "Code retour du groupage", length: 3),
                .whole("GHS_NUM", "Numéro de GHS"),
                .whole("SEJ_NBJ", "Durée du séjour, en nuits"),
                .code("SEJ_TYP", "Type de séjour, B pour une prestation entre établissements", length: 1),
                .whole("NBR_RUM", "Nombre d'unités médicales"),
                .whole("NBR_DGN", "Nombre de diagnostics associés"),
                .whole("NBR_ACT", "Nombre de zones d'actes"),
                .whole("NBR_SEA", "Nombre de séances"),
                .whole("POI_NAI", "Poids d'entrée, en grammes"),
                .whole("AGE_GES", "Âge gestationnel"),
                .code("UHCD_TOP", "Top UHCD", length: 1),
            ],
            primaryKey: stayKey))

    static let chaining = SourceFile(
        table: "T_MCOaaC",
        pattern: "T_MCO*C.csv",
        schema: TableSchema(
            name: "T_MCOaaC",
            title: "Chaînage",
            fields: keyFields + [
                .code("NIR_ANO_17", "Numéro anonyme", length: 17),
                .code("NIR_ANO_MAM", "Numéro anonyme mère-enfant", length: 32),
                .date("ENT_DAT", "Date d'entrée", format: "%d%m%Y"),
                .date("SOR_DAT", "Date de sortie", format: "%d%m%Y"),
                .date("EXE_SOI_DTD", "Date d'entrée", format: "%d%b%Y:%H:%M:%S"),
                .date("EXE_SOI_DTF", "Date de sortie", format: "%d%b%Y:%H:%M:%S"),
                .whole("SOR_ANN", "Année de sortie"),
                .whole("SOR_MOI", "Mois de sortie"),
                .whole("SEJ_NUM", "Numéro de séjour"),
                .code("RNG_BEN", "Rang du bénéficiaire", length: 3),
                .code("RNG_NAI", "Rang de naissance", length: 1),
            ] + returnCodes.map { .code($0.name, $0.meaning, length: 1) },
            primaryKey: stayKey,
            foreignKeys: stayReference),
        zones: ["NIR_ANO_17": .otherPseudonym, "NIR_ANO_MAM": .otherPseudonym],
        personKey: stayKey,
        keepsPersonKey: true)

    /// The controls of the chaining; `0` means no error. The last two exist since 2013.
    static let returnCodes: [(name: String, meaning: String)] = [
        ("NIR_RET", "Code retour, numéro de sécurité sociale"), ("NAI_RET", "Code retour, date de naissance"),
        ("SEX_RET", "Code retour, sexe"), ("SEJ_RET", "Code retour, numéro administratif de séjour"),
        ("FHO_RET", "Code retour, fusion des fichiers ANO-HOSP et HOSP-PMSI"),
        ("PMS_RET", "Code retour, fusion des fichiers ANO-PMSI et PMSI"), ("DAT_RET", "Code retour, date d'entrée"),
        ("COH_NAI_RET", "Code retour, cohérence de la date de naissance"),
        ("COH_SEX_RET", "Code retour, cohérence du sexe"),
    ]

    static let acts = SourceFile(
        table: "T_MCOaaA",
        pattern: "T_MCO*A.csv",
        schema: TableSchema(
            name: "T_MCOaaA",
            title: "Actes",
            fields: keyFields + [
                .code("CDC_ACT", "Code CCAM", length: 7, nomenclature: "IR_CCAM_V63"),
                .code("ACV_ACT", "Activité", length: 1),
                .code("PHA_ACT", "Phase", length: 1),
                .whole("ENT_DAT_DEL", "Délai depuis la date d'entrée, en jours"),
                .whole("NBR_EXE_ACT", "Nombre de réalisations"),
                .code("RUM_SEQ", "Numéro séquentiel du RUM", length: 2),
                .code("MOD_ACT", "Modificateurs", length: 4),
                .code("ANP_ACT", "Association non prévue", length: 1),
                .code("DOC_ACT", "Extension documentaire", length: 1),
            ],
            foreignKeys: stayReference))

    static let diagnoses = SourceFile(
        table: "T_MCOaaD",
        pattern: "T_MCO*D.csv",
        schema: TableSchema(
            name: "T_MCOaaD",
            title: "Diagnostics associés",
            fields: keyFields + [
                .code("ASS_DGN", "Diagnostic associé", length: 6, nomenclature: "MS_CIM_V"),
                .whole("DGN_ASS_NUM", "Numéro du diagnostic dans le séjour"),
            ],
            foreignKeys: stayReference))

    static let medicalUnits = SourceFile(
        table: "T_MCOaaUM",
        pattern: "T_MCO*UM.csv",
        schema: TableSchema(
            name: "T_MCOaaUM",
            title: "Unités médicales",
            fields: keyFields + [
                .whole("UM_ORD_NUM", "Numéro séquentiel du RUM"),
                .code("UM_TYP", "Type d'unité médicale, avant 2010", length: 2),
                .code("AUT_TYP1_UM", "Type d'autorisation de l'unité médicale", length: 4),
                .code("DGN_PAL", "Diagnostic principal de l'unité", length: 6, nomenclature: "MS_CIM_V"),
                .code("DGN_REL", "Diagnostic relié de l'unité", length: 6, nomenclature: "MS_CIM_V"),
                .whole("PAR_DUR_SEJ", "Durée de séjour dans l'unité"),
                .code("ETA_NUM_GEO", "FINESS géographique", length: 9),
            ],
            foreignKeys: stayReference),
        isRequired: false)
}
