import TabularFiles

/// The acts and their details.
extension NationalClaims {
    private static let joinFields: [TableField] = [
        .date("FLX_DIS_DTD", "Date de mise à disposition des données", isRequired: true),
        .date("FLX_TRT_DTD", "Date d'entrée des données dans le système d'information", isRequired: true),
        .whole("FLX_EMT_TYP", "Type d'émetteur", nomenclature: "IR_TYT_V", isRequired: true),
        .whole("FLX_EMT_NUM", "Numéro d'émetteur du flux", nomenclature: "IR_NEM_T", isRequired: true),
        .whole("FLX_EMT_ORD", "Numéro de séquence du flux", isRequired: true),
        .code("ORG_CLE_NUM", "Organisme de liquidation des prestations", length: 9, isRequired: true),
        .whole("DCT_ORD_NUM", "Numéro d'ordre du décompte dans l'organisme", isRequired: true),
        .whole("PRS_ORD_NUM", "Numéro d'ordre de la prestation dans le décompte", isRequired: true),
        .whole("REM_TYP_AFF", "Type de remboursement affiné", isRequired: true),
    ]

    private static let actKey = [
        TableForeignKey(fields: joinKey, referencedTable: "ER_PRS_F", referencedFields: joinKey)
    ]

    private static func details(_ name: String, _ title: String, _ fields: [TableField]) -> SourceFile {
        SourceFile(
            table: name,
            pattern: "\(name)*.csv",
            schema: TableSchema(name: name, title: title, fields: joinFields + fields, foreignKeys: actKey),
            isRequired: false)
    }

    static let acts = SourceFile(
        table: "ER_PRS_F",
        pattern: "ER_PRS_F*.csv",
        schema: TableSchema(
            name: "ER_PRS_F",
            title: "Prestations",
            fields: joinFields + beneficiaryFields + careFields + amountFields + professionalFields,
            primaryKey: joinKey,
            foreignKeys: [
                TableForeignKey(fields: personKey, referencedTable: "IR_BEN_R", referencedFields: personKey)
            ]),
        personKey: personKey)

    private static let beneficiaryFields: [TableField] = [
        .code("BEN_NIR_PSA", "Pseudonyme du bénéficiaire", length: 17, isRequired: true),
        .whole("BEN_RNG_GEM", "Rang de naissance du bénéficiaire", nomenclature: "IR_BER_V", isRequired: true),
        .code("BEN_CDI_NIR", "Code d'identification du NIR", length: 2, nomenclature: "IR_NIR_V"),
        .whole("BEN_AMA_COD", "Âge en mois avant 2 ans, en années ensuite", nomenclature: "IR_AMA_V"),
        .whole("BEN_CMU_TOP", "Bénéficiaire de la complémentaire santé solidaire"),
        .whole("BEN_NAI_ANN", "Année de naissance", minimum: 1600, maximum: 2200),
        .whole("BEN_SEX_COD", "Sexe du bénéficiaire", nomenclature: "IR_SEX_V"),
        .code("BEN_RES_DPT", "Département de résidence", length: 3, nomenclature: "IR_DPT_V"),
        .code("BEN_RES_COM", "Commune de résidence", length: 3, nomenclature: "IR_GEO_V"),
        .date("BEN_DCD_DTE", "Date de décès, 1600-01-01 si aucune"),
        .code("BEN_DCD_AME", "Année et mois de décès", length: 6),
        .code("ORG_AFF_BEN", "Organisme d'affiliation", length: 9, nomenclature: "IR_ORG_V"),
        .whole("RGM_COD", "Code du petit régime, 888 pour un numéro fictif", nomenclature: "IR_RGM_V"),
        .whole("RGM_GRG_COD", "Grand régime de liquidation", nomenclature: "IR_RGM_V"),
    ]

    private static let careFields: [TableField] = [
        .date("EXE_SOI_DTD", "Début des soins", isRequired: true),
        .date("EXE_SOI_DTF", "Fin des soins"),
        .date("PRE_PRE_DTD", "Date de prescription"),
        .whole("PRS_NAT_REF", "Nature de la prestation de référence", nomenclature: "IR_NAT_V"),
        .whole("BSE_PRS_NAT", "Nature de la prestation, acte de base", nomenclature: "IR_NAT_V"),
        .whole("CPL_PRS_NAT", "Nature de la prestation, complément d'acte", nomenclature: "IR_NAT_V"),
        .whole("CPL_MAJ_TOP", "Top complément et majoration"),
        .whole("CPL_AFF_COD", "Code complément affiné", nomenclature: "IR_CCA_V"),
        .whole("DPN_QLF", "Qualificatif de la dépense", nomenclature: "IR_DEP_V"),
        .whole("PRS_DPN_QLP", "Qualificatif de la dépense transmis", nomenclature: "IR_DEP_V"),
        .whole("EXO_MTF", "Motif d'exonération du ticket modérateur", nomenclature: "IR_EXO_V"),
        .whole("RGO_ASU_NAT", "Nature d'assurance", nomenclature: "IR_ASU_V"),
        .whole("EXE_LIE_COD", "Lieu d'exécution de l'acte", nomenclature: "IR_LIE_V"),
        .code("ETB_PRE_FIN", "FINESS de l'établissement prescripteur, sans la clé", length: 8),
    ]

    private static let amountFields: [TableField] = [
        .decimal("PRS_ACT_QTE", "Quantité de l'acte de base"),
        .decimal("PRS_ACT_NBR", "Dénombrement des actes de base"),
        .decimal("PRS_ACT_COG", "Coefficient global de l'acte de base"),
        .decimal("PRS_PAI_MNT", "Montant de la dépense"),
        .decimal("BSE_REM_BSE", "Base de remboursement, acte de base"),
        .decimal("BSE_REM_MNT", "Montant remboursé, acte de base"),
        .whole("BSE_REM_SGN", "Signe du remboursement, acte de base", nomenclature: "IR_SGN_V"),
        .decimal("BSE_REM_PRU", "Prix unitaire de l'acte de base"),
        .decimal("CPL_REM_MNT", "Montant remboursé, complément"),
        .whole("CPL_REM_SGN", "Signe du remboursement, complément", nomenclature: "IR_SGN_V"),
        .decimal("RGO_REM_TAU", "Taux de remboursement"),
    ]

    private static let professionalFields: [TableField] = [
        .code("PFS_EXE_NUM", "Professionnel exécutant, pseudonymisé", length: 9),
        .code("PFS_PRE_NUM", "Professionnel prescripteur, pseudonymisé", length: 9),
        .code("PRS_MTT_NUM", "Médecin traitant, pseudonymisé", length: 9),
        .whole("PSE_SPE_COD", "Spécialité du professionnel exécutant", nomenclature: "IR_SPE_V"),
        .whole("PSE_ACT_NAT", "Nature d'activité du professionnel exécutant", nomenclature: "IR_ACT_V"),
        .whole("PSP_SPE_COD", "Spécialité du professionnel prescripteur", nomenclature: "IR_SPE_V"),
        .whole("PSP_ACT_NAT", "Nature d'activité du professionnel prescripteur", nomenclature: "IR_ACT_V"),
    ]

    static let drugs = details(
        "ER_PHA_F", "Médicaments délivrés en ville",
        [
            .code("PHA_PRS_C13", "Code CIP à 13 chiffres", length: 13, nomenclature: "IR_PHA_R"),
            .code("PHA_PRS_IDE", "Code CIP à 7 chiffres, jusqu'en 2014", length: 13, nomenclature: "IR_PHA_R"),
            .decimal("PHA_ACT_QSN", "Nombre de boîtes, signé"),
            .decimal("PHA_ACT_PRU", "Prix unitaire"),
            .code("PHA_DEC_TOP", "Top déconditionnement", length: 1, nomenclature: "IR_TDU_V"),
            .decimal("PHA_DEC_QSU", "Unités déconditionnées, signé"),
            .decimal("PHA_DEC_PRU", "Prix unitaire de l'unité déconditionnée"),
            .whole("PHA_ORD_NUM", "Numéro d'ordre de la prestation affinée"),
            .whole("PHA_SEQ_RNV", "Séquence de renouvellement", nomenclature: "IR_SEQ_V"),
            .whole("PHA_SUB_MTF", "Motif de substitution", nomenclature: "IR_SUB_V"),
            .code("PHA_MOD_PRN", "Mode de prescription", length: 1, nomenclature: "IR_MDP_V"),
        ])

    static let laboratoryActs = details(
        "ER_BIO_F", "Actes de biologie",
        [
            .code("BIO_PRS_IDE", "Code NABM", length: 9, nomenclature: "IR_BIO_R"),
            .decimal("BIO_ACT_QSN", "Quantité, signée"),
            .whole("BIO_ORD_NUM", "Numéro d'ordre de la prestation affinée"),
        ])

    static let technicalActs = details(
        "ER_CAM_F", "Actes techniques (CCAM)",
        [
            .code("CAM_PRS_IDE", "Code CCAM", length: 13, nomenclature: "IR_CCAM_V63"),
            .code("CAM_ACT_COD", "Code activité, 1 à 5", length: 1),
            .whole("CAM_TRT_PHA", "Phase de traitement"),
            .whole("CAM_ORD_NUM", "Numéro d'ordre de la prestation affinée"),
            .code("CAM_ASS_COD", "Code association", length: 1),
            .code("CAM_MOD_COD", "Modificateurs", length: 4),
            .decimal("CAM_ACT_PRU", "Prix unitaire de l'acte"),
            .decimal("CAM_REM_BSE", "Base de remboursement"),
            .code("CAM_DOC_EXT", "Extension documentaire", length: 1),
        ])
}
