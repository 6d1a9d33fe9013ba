import Foundation
import HealthModel
import HubTestSupport
import IdentityVault
import SealedExchange
import Testing

@Suite struct KeyCeremonyTests {
    @Test func needsTwoCustodians() throws {
        let bench = try VaultBench(isKeyComplete: false)
        let sealed = try bench.seal([.marie()])
        #expect(VaultBench.code { _ = try bench.receive(sealed) } == "vault.key-incomplete")
        let first = try bench.vault.ceremony.contribute(custodian: "CNAM")
        #expect(!first.isComplete)
        #expect(VaultBench.code { _ = try bench.receive(sealed) } == "vault.key-incomplete")
        let second = try bench.vault.ceremony.contribute(custodian: "ATIH")
        #expect(second.isComplete)
        #expect(Set(second.custodians.map(\.fingerprint)).count == 2)
        #expect(try bench.receive(sealed).summary.recordCount == 1)
    }

    @Test func refusesTheSameCustodianTwiceAndAThird() throws {
        let bench = try VaultBench(isKeyComplete: false)
        _ = try bench.vault.ceremony.contribute(custodian: "CNAM")
        #expect(
            VaultBench.code { _ = try bench.vault.ceremony.contribute(custodian: "cnam") } == "vault.same-custodian")
        _ = try bench.vault.ceremony.contribute(custodian: "ATIH")
        #expect(
            VaultBench.code { _ = try bench.vault.ceremony.contribute(custodian: "INSEE") } == "vault.ceremony-complete"
        )
        #expect(try bench.vault.ceremony.status().custodians.map(\.name) == ["CNAM", "ATIH"])
    }

    @Test(arguments: ["", "../x", ".hidden", "a b", String(repeating: "n", count: 65)])
    func refusesNamesThatAreNoFileNames(name: String) throws {
        let bench = try VaultBench(isKeyComplete: false)
        #expect(
            VaultBench.code { _ = try bench.vault.ceremony.contribute(custodian: name) }
                == "vault.custodian-name-invalid")
    }

    @Test func keepsEveryFileForItsOwner() throws {
        let bench = try VaultBench()
        _ = try bench.receive([.marie()])
        for name in try bench.everyByte().keys where !name.hasSuffix("-wal") && !name.hasSuffix("-shm") {
            let path = bench.vault.home.folder.appending(path: name).path
            let mode = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? NSNumber
            #expect((mode?.intValue ?? 0o777) & 0o077 == 0, "\(name)")
        }
        let mode = try FileManager.default.attributesOfItem(atPath: bench.vault.home.folder.path)[.posixPermissions]
        #expect((mode as? NSNumber)?.intValue == 0o700)
    }

    @Test func putsAShareWhereItsCustodianWants() throws {
        let bench = try VaultBench(isKeyComplete: false)
        let disk = bench.folder.url.appending(path: "disk.share")
        _ = try bench.vault.ceremony.contribute(custodian: "CNAM", shareFile: disk)
        _ = try bench.vault.ceremony.contribute(custodian: "ATIH")
        #expect(try bench.receive([.marie()]).summary.certainCount == 1)
        try FileManager.default.removeItem(at: disk)
        let sealed = try bench.seal([.marie()], delivery: "d2")
        #expect(VaultBench.code { _ = try bench.receive(sealed) } == "vault.share-missing")
    }

    @Test func worksInAFolderThatWasMoved() throws {
        let bench = try VaultBench()
        let first = try bench.receive([.marie()])
        let moved = bench.folder.url.appending(path: "moved")
        let sealed = try bench.seal([.marie()], source: "hospital")
        try FileManager.default.copyItem(at: bench.vault.home.folder, to: moved)
        let vault = try IdentityVault(home: VaultHome(folder: moved), surroundings: bench.surroundings)
        try FileManager.default.removeItem(at: bench.vault.home.shares)
        #expect(try bench.receive(sealed, with: vault).pseudonyms == first.pseudonyms)
    }

    @Test func noticesAShareThatIsNotTheOneOfTheCeremony() throws {
        let bench = try VaultBench()
        let share = bench.vault.home.shares.appending(path: "ATIH.share")
        let text = "hdh-key-share-v1 " + String(repeating: "ab", count: 32) + "\n"
        try Data(text.utf8).write(to: share)
        #expect(VaultBench.code { _ = try bench.receive([.marie()]) } == "vault.share-changed")
        try FileManager.default.setAttributes([.posixPermissions: 0o644], ofItemAtPath: share.path)
        #expect(VaultBench.code { _ = try bench.receive([.marie()]) } == "sealed.key-file-open-to-others")
    }

    /// Other shares, other pseudonyms: nobody can make them again without both.
    @Test func givesOtherPseudonymsUnderOtherKeys() throws {
        let first = try VaultBench().receive([.marie()])
        let second = try VaultBench().receive([.marie()])
        #expect(first.pseudonyms != second.pseudonyms)
        #expect(first.pseudonyms[0]?.text.hasPrefix("01") == true)
    }
}
