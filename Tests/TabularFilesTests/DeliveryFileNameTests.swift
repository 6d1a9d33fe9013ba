import HealthModel
import TabularFiles
import Testing

@Suite struct DeliveryFileNameTests {
    @Test(arguments: [
        ("../../etc/passwd", "file-name.path"), ("..", "file-name.path"), ("a/b.csv", "file-name.path"),
        ("a\\b.csv", "file-name.path"), ("/etc/passwd", "file-name.absolute"), ("C:\\a.csv", "file-name.absolute"),
        ("~/a.csv", "file-name.absolute"), ("a\nb.csv", "file-name.control-character"),
        ("a\0b.csv", "file-name.control-character"), ("a\u{202E}vsc.exe", "file-name.direction"),
        ("a\u{200B}b.csv", "file-name.direction"), (".htaccess", "file-name.hidden"), ("", "file-name.empty"),
        ("a.csv ", "file-name.edge"), ("CON.csv", "file-name.reserved"), ("com1", "file-name.reserved"),
        (String(repeating: "é", count: 128), "file-name.too-long"),
    ])
    func refusesHostileNames(_ name: String, _ code: String) {
        let findings = DeliveryFileName.check(name)
        #expect(findings.contains { $0.code == code })
        let shown = findings.map(\.file).joined()
        #expect(!shown.contains("\n") && !shown.contains("\0") && !shown.contains("\u{202E}"))
    }

    @Test(arguments: [
        "ER_PRS_F_2020.csv.gz", "Données été.csv", "Patient.ndjson", String(repeating: "a", count: 255), "CONFIG.csv",
    ])
    func acceptsUsualNames(_ name: String) {
        #expect(DeliveryFileName.check(name).isEmpty)
    }
}
