import Foundation
import HubTestSupport
import Intake
import Testing

@Suite struct HeaderlessTests {
    /// A file without its header must not have a patient's row told as column names.
    @Test func aMissingHeaderIsSaidWithoutTheRow() throws {
        let folder = try TemporaryFolder()
        try folder.write(
            "set/person.csv",
            "person_id,gender_concept_id,year_of_birth,race_concept_id,ethnicity_concept_id\n1,8507,1950,0,0\n")
        try folder.write("set/death.csv", "4711,2024-05-06,Dupont Marie\n4712,2024-05-07,Martin Paul\n")
        let fixture = try CDMFixture([:])
        let findings = try fixture.released(folder.url.appending(path: "set")).1.findings
        #expect(findings.contains { $0.code == "cdm.header-absent" && $0.file.hasSuffix("death.csv") })
        #expect(!findings.contains { "\($0)".contains("Dupont") || "\($0)".contains("4711") })
    }
}
