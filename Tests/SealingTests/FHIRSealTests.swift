import Foundation
import HealthModel
import HubTestSupport
import Intake
import TabularFiles
import Testing

@Suite struct FHIRSealTests {
    static let patient = #"""
        {"resourceType":"Patient","id":"p-1","meta":{"lastUpdated":"2024-01-01T00:00:00Z","extension":[{"url":"x","valueString":"HIDDEN"}]},"text":{"status":"generated","div":"<div>DURAND</div>"},"contained":[{"resourceType":"Organization","name":"HIDDEN"}],"extension":[{"url":"http://hl7.org/fhir/StructureDefinition/patient-birthPlace","valueAddress":{"city":"BREST","extension":[{"url":"https://hl7.fr/ig/fhir/core/StructureDefinition/fr-core-address-insee-code","valueCoding":{"code":"29019"}}]}}],"identifier":[{"system":"urn:oid:1.2.250.1.71.4.2.7","value":"LOCALIPP"},{"system":"urn:oid:1.2.250.1.213.1.4.9","value":"NIAVALUE"},{"system":"urn:oid:1.2.250.1.213.1.4.8","value":"285094415372654"}],"name":[{"use":"official","family":"DURAND","given":["Lucie","Anne"]},{"use":"usual","family":"PETIT"}],"telecom":[{"value":"0102030405"}],"gender":"female","birthDate":"1985-09-21","_birthDate":{"extension":[{"url":"t","valueDateTime":"1985-09-21T10:00:00Z"}]},"address":[{"line":["1 rue HIDDEN"],"city":"BREST","postalCode":"29200"}],"contact":[{"name":{"family":"HIDDEN"}}]}
        """#
    static let observation = #"""
        { "resourceType" : "Observation", "id":"o-1", "status":"final", "text":{"div":"HIDDEN"}, "identifier":[{"value":"HIDDEN"}], "code":{"coding":[{"system":"http://loinc.org","code":"2093-3","display":"Cholestérol HIDDEN"}],"text":"HIDDEN"}, "subject":{"reference":"Patient/p-1","display":"Lucie DURAND","identifier":{"value":"285094415372654"}}, "encounter":{"reference":"Encounter/e-9"}, "performer":[{"reference":"Practitioner/HIDDEN"}], "effectiveDateTime":"2024-02-03T04:05:06+01:00", "valueQuantity":{"value":5.20,"unit":"mmol/L"}, "note":[{"text":"HIDDEN"}], "extension":[{"valueReference":{"reference":"Patient/p-1"}}] }
        """#

    private func seal(_ observations: String, patients: String = FHIRSealTests.patient) throws -> Sealed {
        try Sealed(Sources.warehouse, ["Patient.ndjson": patients + "\n", "Observation_1.ndjson": observations])
    }

    @Test func onlyAllowedElementsSurviveAndThePersonIsAToken() throws {
        let sealed = try seal(Self.observation)
        let token = sealed.identities[0].token.text
        #expect(
            try sealed.text("Patient.ndjson")
                == #"{"resourceType":"Patient","id":"\#(token)","meta":{"lastUpdated":"2024-01-01T00:00:00Z"},"gender":"female","birthDate":"1985-09"}"#
                + "\n")
        #expect(
            try sealed.text("Observation_1.ndjson")
                == #"{"resourceType":"Observation","id":"o-1","status":"final","code":{"coding":[{"system":"http://loinc.org","code":"2093-3"}]},"subject":{"reference":"Patient/\#(token)"},"encounter":{"reference":"Encounter/e-9"},"effectiveDateTime":"2024-02-03T04:05:06+01:00","valueQuantity":{"value":5.20,"unit":"mmol/L"}}"#
                + "\n")
    }

    @Test func nothingNominativeIsInTheDelivery() throws {
        let bytes = try seal(Self.observation).allBytes()
        for secret in [
            "HIDDEN", "DURAND", "PETIT", "Lucie", "285094415372654", "LOCALIPP", "0102030405", "p-1", "BREST", "29200",
            "1985-09-21",
        ] {
            #expect(bytes.range(of: Data(secret.utf8)) == nil, "\(secret)")
        }
    }

    @Test func readsTheTraitsOfAPatient() throws {
        let traits = try seal("").identities[0].traits
        #expect(
            traits
                == IdentityTraits(
                    nationalNumber: "285094415372654", birthName: "DURAND", usedName: "PETIT", givenNames: "Lucie Anne",
                    birthDate: "1985-09-21", sex: .female, birthPlace: "29019", postalCode: "29200"))
    }

    @Test func aMaidenNameIsTheBirthName() throws {
        let patient =
            #"{"resourceType":"Patient","id":"1","gender":"male","name":[{"use":"maiden","family":"A"},{"use":"official","family":"B","given":["C"]}]}"#
        let traits = try seal("", patients: patient).identities[0].traits
        #expect(traits.birthName == "A" && traits.usedName == "B" && traits.givenNames == "C" && traits.sex == .male)
        let plain = #"{"resourceType":"Patient","id":"1","name":[{"family":"A","given":["C"]}]}"#
        let simple = try seal("", patients: plain).identities[0].traits
        #expect(simple.birthName == "A" && simple.usedName == "" && simple.sex == .unknown)
    }

    /// Every way to point at the person ends as the same token, or is dropped.
    @Test(arguments: [
        ("Patient/p-1", true), ("Patient/p-1/_history/3", true), ("https://ehr.test/fhir/Patient/p-1", true),
        ("Patient\\/p-1", true), ("\\u0050atient/p-1", true), ("urn:uuid:p-1", true),
        ("Patient?identifier=285094415372654", false), ("urn:oid:1.2.3", false), ("Group/1", false),
    ])
    func referencesToThePersonBecomeTokens(_ reference: String, _ isPerson: Bool) throws {
        let line = #"{"resourceType":"Observation","id":"o","subject":{"reference":"\#(reference)"}}"#
        let sealed = try seal(line)
        let table = try #require(sealed.summary.tables.first { $0.name == "Observation" })
        #expect(table.rowCount == (isPerson ? 1 : 0))
        #expect(table.keylessRowCount == (isPerson ? 0 : 1))
        let text = try sealed.text("Observation_1.ndjson")
        #expect(text.contains("Patient/\(sealed.identities[0].token.text)\"") == isPerson)
        #expect(!text.contains("p-1") && !text.contains("285094415372654"))
    }

    /// An element spelled with escapes does not slip through, at any depth.
    @Test func escapedKeysAreDropped() throws {
        let line =
            #"{"resourceType":"Observation","id":"o","subject":{"reference":"Patient/p-1","\u0064isplay":"HIDDEN"},"code":{"te\u0078t":"HIDDEN","coding":[]},"\u006eote":"HIDDEN"}"#
        let text = try seal(line).text("Observation_1.ndjson")
        #expect(!text.contains("HIDDEN"))
        #expect(text.contains(#""code":{"coding":[]}"#))
    }

    @Test(arguments: [
        (#"{"resourceType":"Observation","subject":{"#, "json.cut-short"),
        (#"{"resourceType":"Condition","subject":{"reference":"Patient/1"}}"#, "fhir.resource-type-other"),
        (#"{"subject":{"reference":"Patient/1"}}"#, "fhir.resource-type-missing"),
        (#"{"resourceType":"Observation"} x"#, "json.trailing-text"),
        (#"[]"#, "json.not-object"),
        (#"{"resourceType":"Observation","a":"# + String(repeating: "[", count: 500), "json.too-deep"),
        (#"{"resourceType":"Observation","code":"# + String(repeating: "[", count: 500), "json.too-deep"),
        (#"{"resourceType":"Observation","a":NaN}"#, "json.not-a-number"),
    ])
    func refusesBrokenLinesWithTheirPlace(_ line: String, _ code: String) throws {
        let error = #expect(throws: TabularFileError.self) { try seal(Self.observation + "\n" + line + "\n") }
        #expect(error?.code == code)
        #expect(error?.line == 2)
    }

    @Test(arguments: [
        #"{"resourceType":"Patient"}"#, #"{"resourceType":"Patient","id":""}"#, #"{"resourceType":"Patient","id":7}"#,
    ])
    func aPatientNeedsAnID(_ patient: String) throws {
        let error = #expect(throws: TabularFileError.self) { try seal("", patients: patient) }
        #expect(error?.code == "fhir.id-missing")
    }
}
