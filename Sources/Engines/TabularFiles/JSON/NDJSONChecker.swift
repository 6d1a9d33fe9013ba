package import Foundation
package import HealthModel

/// What one pass over a delivered NDJSON found.
package struct NDJSONReport: Sendable {
    package let file: String
    package let isGzip: Bool
    /// Objects, whether good or not.
    package let objectCount: Int
    /// Bytes of the file as delivered.
    package let byteCount: Int
    package let textByteCount: Int
    package let findings: Findings
    /// False when the pass had to stop before the end.
    package let isComplete: Bool
}

/// Checks a delivered NDJSON in one streaming pass: each line one JSON object of RFC 8259, of one resource type.
package enum NDJSONChecker {
    private static let progressByteCount = 64 << 20

    /// The findings, with the line and the byte of the line of the first of each kind; only a failure of the
    /// surroundings is thrown.
    ///
    /// - `resourceType`: the FHIR type that every line must have; any object will do when nil.
    package static func check(
        file: URL, resourceType: String? = nil, limits: TabularLimits = TabularLimits(),
        progress: ProgressObserver? = nil
    ) throws(TabularFileError) -> NDJSONReport {
        let name = file.lastPathComponent
        var pass = NDJSONPass(name: name, resourceType: resourceType, limits: limits)
        var reader: TextLineReader?
        do throws(TabularFileError) {
            let opened = try TextLineReader(file: file, limits: limits)
            reader = opened
            var nextProgress = progressByteCount
            while try opened.next() {
                pass.check(opened)
                if opened.textByteCount >= nextProgress, let progress {
                    nextProgress += progressByteCount
                    let label = Phrase(fr: "Lecture de \(name)", en: "Reading \(name)")
                    progress(ProgressStep(label, done: opened.textByteCount))
                }
            }
            pass.end(opened)
        } catch {
            guard let finding = error.finding(in: name) else { throw error }
            pass.findings.add(finding)
            pass.isComplete = false
        }
        return NDJSONReport(
            file: name, isGzip: reader?.text.bytes.isGzip ?? false, objectCount: pass.objectCount,
            byteCount: reader?.rawByteCount ?? 0, textByteCount: reader?.textByteCount ?? 0, findings: pass.findings,
            isComplete: pass.isComplete)
    }
}

/// What is counted while the lines go by.
private struct NDJSONPass {
    let name: String
    let resourceType: [UInt8]?
    var validator: JSONValidator
    var findings = Findings()
    var objectCount = 0
    var isComplete = true

    init(name: String, resourceType: String?, limits: TabularLimits) {
        self.name = name
        self.resourceType = resourceType.map { Array($0.utf8) }
        validator = JSONValidator(depthMax: limits.jsonDepthMax)
    }

    mutating func check(_ reader: TextLineReader) {
        let text = reader.bytes
        for issue in reader.issues { add(JSONFlaw(issue.kind), reader.line, issue.offset) }
        guard let base = text.baseAddress, !isBlank(text) else {
            add(.blankLine, reader.line, nil)
            return
        }
        objectCount += 1
        do throws(JSONFlawAt) {
            try validator.check(base, count: text.count)
        } catch {
            add(error.flaw, reader.line, error.offset)
            return
        }
        if let offset = validator.duplicateKeyOffset { add(.duplicateKey, reader.line, offset) }
        guard let resourceType else { return }
        guard let found = validator.resourceType else {
            add(.resourceTypeMissing, reader.line, 0)
            return
        }
        // Safe because the validator's range is within the line.
        if found.count != resourceType.count || memcmp(base + found.lowerBound, resourceType, found.count) != 0 {
            add(.resourceTypeOther, reader.line, found.lowerBound)
        }
    }

    mutating func end(_ reader: TextLineReader) {
        if reader.text.hasByteOrderMark { add(.byteOrderMark, 1, 0) }
        if reader.text.encoding != .ascii, reader.text.encoding != .utf8 { add(.otherEncoding, 1, nil) }
        if objectCount == 0 { add(.emptyFile, nil, nil) }
    }

    private func isBlank(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
        guard let first = text.first else { return true }
        return first <= 0x20 && text.allSatisfy { $0 == 0x20 || $0 == 0x09 || $0 == 0x0D }
    }

    private mutating func add(_ flaw: JSONFlaw, _ line: Int?, _ offset: Int?) {
        findings.add(
            Finding(
                code: flaw.code, severity: flaw.severity, file: name, line: line, column: offset.map { $0 + 1 },
                message: flaw.message))
    }
}

extension JSONFlaw {
    fileprivate init(_ kind: TextIssue.Kind) {
        switch kind {
        case .overlongUTF8: self = .overlongUTF8
        case .unpairedSurrogate: self = .unpairedSurrogate
        case .invalidUTF8, .undefinedByte: self = .invalidUTF8
        }
    }
}
