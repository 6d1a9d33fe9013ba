package import HealthModel

extension CohortDefinition {
    /// What is allowed and probably not meant, each with its code and its place in the JSON; none of it prevents an
    /// answer. Entry without criteria, absent windows and values outside the format are errors of reading instead.
    package func check(file: String = "definition") -> Findings {
        var checks = DefinitionChecks(self, file: file)
        checks.checkConceptSets()
        checks.checkStructure()
        checks.checkExit()
        checks.checkGroups()
        checks.checkCounts()
        checks.checkWindows()
        checks.checkValues()
        checks.checkReadings()
        return checks.findings
    }
}

/// One pass of the checks over a definition; each theme is an extension in a file of its own.
struct DefinitionChecks {
    let definition: CohortDefinition
    let sites: DefinitionSites
    private let file: String
    private(set) var findings = Findings()

    init(_ definition: CohortDefinition, file: String) {
        self.definition = definition
        self.file = file
        sites = DefinitionSites(definition)
    }

    mutating func add(_ code: String, _ severity: Finding.Severity, _ path: String, fr: String, en: String) {
        findings.add(
            Finding(code: code, severity: severity, file: file, field: path, message: Phrase(fr: fr, en: en)))
    }

    /// Where the two readings of the definition differ.
    mutating func checkReadings() {
        for difference in definition.readingDifferences {
            findings.add(
                Finding(
                    code: difference.code, severity: difference.kind == .olderCirce ? .note : .warning, file: file,
                    field: difference.path, message: difference.explanation.capitalised))
        }
    }
}
