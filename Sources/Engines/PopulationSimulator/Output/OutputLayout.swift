/// The files of the country and their header lines.
struct OutputLayout {
    struct File {
        /// Path within the output folder.
        let path: String
        /// First line with its end, empty for NDJSON.
        let header: String
    }

    let files: [File]

    init(plan: SimulationPlan) {
        var files = [
            File.csv("national-claims/IDENTITES", ClaimsColumns.identities),
            .csv("national-claims/IR_BEN_R", ClaimsColumns.beneficiaries),
            .csv("national-claims/IR_IMB_R", ClaimsColumns.illnesses),
            .csv("national-claims/ER_PRS_F", ClaimsColumns.key + ";" + ClaimsColumns.acts),
            .csv("national-claims/ER_PHA_F", ClaimsColumns.key + ";" + ClaimsColumns.drugs),
            .csv("national-claims/ER_BIO_F", ClaimsColumns.key + ";" + ClaimsColumns.laboratory),
            .csv("national-claims/ER_CAM_F", ClaimsColumns.key + ";" + ClaimsColumns.technical),
            .windows("hospital-stays/IDENTITES", StaysColumns.identities),
        ]
        for resource in ["Patient", "Encounter", "Condition", "Observation", "MedicationRequest", "Procedure"] {
            files.append(File(path: "hospital-warehouse/\(resource).ndjson", header: ""))
        }
        files.append(.csv("truth/persons", TruthColumns.persons))
        files.append(.csv("truth/links", TruthColumns.links))
        files.append(.csv("truth/diseases", TruthColumns.diseases))
        for year in plan.firstYear...plan.lastYear {
            let digits = "\(year % 100 / 10)\(year % 10)"
            files.append(.windows("hospital-stays/T_MCO\(digits)B", StaysColumns.stays))
            files.append(.windows("hospital-stays/T_MCO\(digits)C", StaysColumns.chaining))
            files.append(.windows("hospital-stays/T_MCO\(digits)A", StaysColumns.acts))
            files.append(.windows("hospital-stays/T_MCO\(digits)D", StaysColumns.diagnoses))
            files.append(.windows("hospital-stays/T_MCO\(digits)UM", StaysColumns.units))
        }
        self.files = files
    }
}

extension OutputLayout.File {
    static func csv(_ name: String, _ columns: String) -> OutputLayout.File {
        OutputLayout.File(path: name + ".csv", header: columns + "\n")
    }

    static func windows(_ name: String, _ columns: String) -> OutputLayout.File {
        OutputLayout.File(path: name + ".csv", header: columns + "\r\n")
    }
}

/// Columns of the national claims: a subset of the published ones, plus the register's own.
enum ClaimsColumns {
    static let identities = """
        BEN_NIR_PSA;BEN_RNG_GEM;NIR;NOM_NAISSANCE;NOM_USAGE;PRENOMS;DATE_NAISSANCE;SEXE;COMMUNE_NAISSANCE;ADRESSE;\
        CODE_POSTAL;COMMUNE;TELEPHONE;COURRIEL
        """
    static let beneficiaries = """
        BEN_NIR_PSA;BEN_RNG_GEM;BEN_NIR_ANO;BEN_IDT_ANO;BEN_IDT_TOP;ASS_NIR_ANO;BEN_CDI_NIR;BEN_NAI_ANN;BEN_NAI_MOI;\
        BEN_SEX_COD;BEN_DCD_DTE;BEN_DCD_AME;ORG_AFF_BEN;BEN_RES_DPT;BEN_RES_COM;BEN_TOP_CNS;MAX_TRT_DTD;BEN_DTE_INS;\
        BEN_DTE_MAJ
        """
    static let illnesses = """
        BEN_NIR_PSA;BEN_RNG_GEM;IMB_ALD_DTD;IMB_ALD_DTF;IMB_ALD_NUM;IMB_ETM_NAT;INS_DTE;MED_MTF_COD;MED_NCL_IDT;UPD_DTE
        """
    /// The nine columns that join an act and its details.
    static let key = """
        FLX_DIS_DTD;FLX_TRT_DTD;FLX_EMT_TYP;FLX_EMT_NUM;FLX_EMT_ORD;ORG_CLE_NUM;DCT_ORD_NUM;PRS_ORD_NUM;REM_TYP_AFF
        """
    static let acts = """
        BEN_NIR_PSA;BEN_RNG_GEM;BEN_CDI_NIR;BEN_SEX_COD;RGM_COD;RGM_GRG_COD;BEN_CMU_TOP;BEN_AMA_COD;\
        BEN_RES_DPT;BEN_RES_COM;EXE_SOI_DTD;EXE_SOI_DTF;PRE_PRE_DTD;PRS_NAT_REF;BSE_PRS_NAT;CPL_PRS_NAT;CPL_MAJ_TOP;\
        CPL_AFF_COD;DPN_QLF;PRS_DPN_QLP;PSE_SPE_COD;PSE_ACT_NAT;PSP_SPE_COD;ETB_PRE_FIN;EXO_MTF;PRS_ACT_QTE;\
        PRS_ACT_NBR;PRS_PAI_MNT;BSE_REM_BSE;BSE_REM_MNT;BSE_REM_SGN;CPL_REM_MNT;RGO_REM_TAU
        """
    static let drugs = "PHA_ORD_NUM;PHA_PRS_C13;PHA_ACT_QSN;PHA_ACT_PRU"
    static let laboratory = "BIO_ORD_NUM;BIO_PRS_IDE;BIO_ACT_QSN"
    static let technical = "CAM_ORD_NUM;CAM_PRS_IDE;CAM_ACT_COD;CAM_TRT_PHA;CAM_ACT_PRU"
}

/// Columns of the hospital stays: a subset of the published ones, plus the hospitals' identities.
enum StaysColumns {
    static let identities = "ETA_NUM;RSA_NUM;SOR_ANN;NIR_ASSURE;DATE_NAISSANCE;SEXE;CODE_POSTAL"
    static let stays = """
        ETA_NUM;RSA_NUM;SOR_ANN;SOR_MOI;AGE_ANN;AGE_JOU;COD_SEX;BDI_DEP;BDI_COD;ENT_MOD;ENT_PRV;SOR_MOD;SOR_DES;DGN_PAL;\
        DGN_REL;GRG_GHM;GRG_RET;GHS_NUM;SEJ_NBJ;SEJ_TYP;NBR_RUM;NBR_DGN;NBR_ACT;NBR_SEA;POI_NAI;AGE_GES
        """
    static let chaining = """
        ETA_NUM;RSA_NUM;NIR_ANO_17;NIR_ANO_MAM;ENT_DAT;SOR_DAT;EXE_SOI_DTD;EXE_SOI_DTF;SOR_ANN;SOR_MOI;SEJ_NUM;RNG_BEN;\
        RNG_NAI;NIR_RET;NAI_RET;SEX_RET;SEJ_RET;FHO_RET;PMS_RET;DAT_RET;COH_NAI_RET;COH_SEX_RET
        """
    static let acts = "ETA_NUM;RSA_NUM;RUM_SEQ;CDC_ACT;ACV_ACT;PHA_ACT;ENT_DAT_DEL;NBR_EXE_ACT"
    static let diagnoses = "ETA_NUM;RSA_NUM;DGN_ASS_NUM;ASS_DGN"
    static let units = "ETA_NUM;RSA_NUM;UM_ORD_NUM;AUT_TYP1_UM;DGN_PAL;DGN_REL;PAR_DUR_SEJ;ETA_NUM_GEO"
}

/// Columns of the truth.
enum TruthColumns {
    static let persons = """
        person;sex;birth_date;death_date;nir;birth_name;used_name;given_names;birth_place;address;postal_code;commune;\
        phone;email;twin_rank
        """
    static let links = "source;record_key;person"
    static let diseases = "person;disease;onset"
}
