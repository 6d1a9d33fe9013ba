import Foundation
import HealthModel
import HubTestSupport
import TabularFiles
import Testing

/// The published schemas and fixtures beside the project.
@Suite struct SharedDeliveriesTests {
    private static func jsonFiles(in folder: URL) -> [URL] {
        let found = FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil)
        return (found?.compactMap { $0 as? URL } ?? []).filter { $0.pathExtension == "json" }
    }

    @Test(.enabled(if: SharedData.has("snds/schema-snds/schemas")))
    func everyPublishedSchemaLoads() throws {
        let files = Self.jsonFiles(in: SharedData.url("snds/schema-snds/schemas"))
        #expect(files.count == 188)
        let schemas = try files.map { try TableSchema(json: $0) }
        #expect(schemas.reduce(0) { $0 + $1.fields.count } == 4815)
        #expect(schemas.count { !$0.primaryKey.isEmpty } == 26)
        #expect(schemas.reduce(0) { $0 + $1.foreignKeys.count } == 197)
        let expenses = try #require(schemas.first { $0.name == "ER_PRS_F" })
        #expect(expenses.field(named: "PSE_REF_ADH")?.allowedValues == ["0", "2"])
        #expect(expenses.field(named: "BEN_NIR_PSA")?.lengthMin == 17)
        let stays = try #require(schemas.first { $0.name == "T_MCOaaC" })
        #expect(stays.field(named: "EXE_SOI_DTD")?.format == "%d%b%Y:%H:%M:%S")
        #expect(stays.field(named: "ETA_NUM")?.kind == .string)
    }

    /// The synthetic rows were drawn from the schemas column by column; the counts below were read from them with an
    /// independent script. Four columns declared as integers hold codes with letters, one holds decimals.
    @Test(.enabled(if: SharedData.has("snds/synthetic-snds/schemas.zip")))
    func theSyntheticRowsGiveTheExpectedFindings() throws {
        let folder = try TemporaryFolder()
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/unzip")
        process.arguments = ["-qo", SharedData.url("snds/synthetic-snds/schemas.zip").path, "-d", folder.url.path]
        try process.run()
        process.waitUntilExit()
        var counts: [String: Int] = [:]
        var errors: Set<String> = []
        var rowCount = 0
        for json in Self.jsonFiles(in: folder.url) {
            let csv = json.deletingPathExtension().appendingPathExtension("csv")
            let report = try CSVChecker.check(file: csv, schema: TableSchema(json: json))
            rowCount += report.rowCount
            #expect(report.isComplete && !report.needsRewriting)
            for finding in report.findings.sorted {
                counts[finding.code, default: 0] += finding.count
                if finding.severity == .error { errors.insert("\(finding.file) \(finding.field ?? "")") }
            }
        }
        #expect(rowCount == 1910)
        #expect(
            counts == [
                "value.not-integer": 48, "csv.duplicate-key": 36, "value.above-maximum": 153, "value.too-long": 455,
                "value.too-short": 37,
            ])
        #expect(
            errors == [
                "OPEN_MEDIC.csv TOP_GEN", "OPEN_LPP.csv sc1", "OPEN_LPP.csv sc2", "ER_CPT_F.csv GES_GRG_COD",
                "ER_ARO_F.csv ARO_THE_TAU",
            ])
    }

    private static func hospital(_ name: String, _ columns: String) -> (String, TableSchema) {
        let kinds: [Character: TableField.Kind] = [
            "i": .integer, "n": .number, "d": .date, "t": .datetime, "s": .string,
        ]
        let fields = columns.split(separator: " ")
            .map { column in
                let parts = column.split(separator: ":")
                return TableField(name: String(parts[0]), kind: kinds[parts[1].first ?? "s"] ?? .string)
            }
        return (name, TableSchema(name: name, fields: fields))
    }

    /// The columns of each fixture, with the first letter of their type.
    private static let hospitalTables = [
        hospital(
            "patient",
            "patient_id:i nom:s prenom:s nir:s ins:s date_naissance:d sexe:s date_deces:d source_deces:s rang_gemellaire:i created_at:t updated_at:t"
        ),
        hospital(
            "patient_adresse",
            "patient_adresse_id:i patient_id:i latitude:n longitude:n code_iris:s libelle_iris:s code_geographique_residence:s libelle_geographique_residence:s date_recueil:d created_at:t updated_at:t"
        ),
        hospital(
            "donnees_pmsi",
            "pmsi_id:i patient_id:i mode_sortie:s age_admission:i date_debut_sejour:d date_fin_sejour:d mode_entree:s etablissement:s service:s unite_fonctionnelle:s created_at:t updated_at:t"
        ),
        hospital(
            "diagnostics",
            "diagnostic_id:i patient_id:i pmsi_id:i code_diagnostic:s type_diagnostic:s libelle_diagnostic:s date_recueil:d created_at:t updated_at:t"
        ),
        hospital(
            "actes",
            "acte_id:i patient_id:i pmsi_id:i code_acte:s libelle_acte:s date_acte:t executant:s date_recueil:d created_at:t updated_at:t"
        ),
        hospital(
            "biologie",
            "biologie_id:i patient_id:i code_loinc:s libelle_test:s type_examen:s valeur:n unite:s valeur_texte:s date_prelevement:t statut_validation:s borne_inf_normale:n borne_sup_normale:n laboratoire:s created_at:t updated_at:t"
        ),
        hospital(
            "prescription",
            "prescription_id:i patient_id:i prescripteur:s denomination:s code_atc:s voie_administration:s date_prescription:d date_debut_prescription:d date_fin_prescription:d created_at:t updated_at:t"
        ),
        hospital(
            "posologie",
            "posologie_id:i prescription_id:i nombre_prises_par_jour:i quantite:n unite_quantite:s date_heure_debut:t date_heure_fin:t created_at:t updated_at:t"
        ),
        hospital(
            "administration",
            "administration_id:i patient_id:i prescription_id:i denomination:s code_atc:s voie_administration:s quantite:n unite_quantite:s date_heure_debut:t date_heure_fin:t created_at:t updated_at:t"
        ),
        hospital(
            "dossier_soins",
            "soin_id:i patient_id:i code_loinc:s libelle_test:s valeur:n unite:s valeur_code:s valeur_texte:s date_mesure:d unite_soins:s professionnel:s created_at:t updated_at:t"
        ),
        hospital(
            "style_vie",
            "style_vie_id:i patient_id:i consommation_tabac:s consommation_alcool:s consommation_autres_drogues:s activite_physique:s date_recueil:d created_at:t updated_at:t"
        ),
    ]

    @Test(.enabled(if: SharedData.has("snds/hospital/csv")))
    func theHospitalFixturesAreWellFormed() throws {
        var rowCounts: [String: Int] = [:]
        for (name, schema) in Self.hospitalTables {
            let report = try CSVChecker.check(
                file: SharedData.url("snds/hospital/csv/\(name).csv"), schema: schema)
            // One value of the fixtures is written with a blank before it.
            let expected = name == "administration" ? ["value.padded 19 10"] : []
            let found = report.findings.sorted.map { "\($0.code) \($0.line ?? 0) \($0.column ?? 0)" }
            #expect(found == expected, "\(name): \(report.summary)")
            #expect(report.encoding == .utf8 || report.encoding == .ascii)
            rowCounts[name] = report.rowCount
        }
        #expect(rowCounts["patient"] == 10)
        #expect(rowCounts["biologie"] == 29)
    }

    /// The ten example patients have national numbers whose key is wrong, as their authors made them up.
    @Test(.enabled(if: SharedData.has("snds/hospital/csv")))
    func allTenNationalNumbersOfTheHospitalFixturesHaveAWrongKey() throws {
        let reader = try CSVRecordReader(file: SharedData.url("snds/hospital/csv/patient.csv"))
        _ = try reader.readHeader()
        let column = try #require(reader.columnIndexes(named: "nir").first)
        var flaws: [NIR.Flaw] = []
        while try reader.next() {
            if case .failure(let flaw) = NIR.parse(reader.string(column)) { flaws.append(flaw) }
        }
        #expect(flaws == Array(repeating: .key, count: 10))
    }
}
