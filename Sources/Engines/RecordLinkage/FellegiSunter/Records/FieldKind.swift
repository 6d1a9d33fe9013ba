/// How the values of a column are read.
package enum FieldKind: String, Codable, Sendable, CaseIterable {
    /// The record's identifier, kept as it is.
    case identifier
    /// A name of one or several words: family name, given name, town.
    case name
    /// Several given names, separated by blanks.
    case nameList
    /// A whole or partial date: ISO, `YYYYMMDD`, or day first.
    case date
    /// A code or a text compared as a whole: capitals and digits are kept.
    case code
    /// 1 or 2; M, H, F and words are understood.
    case sex
    /// NIR or NIA of 13 or 15 characters.
    case nationalNumber
}

/// A column of the files: its name in the configuration, and the headers that it may have.
package struct LinkageColumn: Codable, Sendable, Hashable {
    package var name: String
    /// Headers recognised, compared without case; the name itself is always one.
    package var headers: [String]
    package var kind: FieldKind

    package init(_ name: String, _ kind: FieldKind, headers: [String] = []) {
        self.name = name
        self.kind = kind
        self.headers = headers
    }
}
