/// Names of the files of a C2SP tlog-tiles log, relative to its folder.
enum TilePath {
    /// How many hashes or entries a full tile or bundle holds.
    static let width = 256

    /// `tile/<level>/<index>`, with `.p/<width>` when it is partial.
    static func tile(level: Int, index: Int, width: Int = width) -> String {
        named("tile/\(level)/\(number(index))", width)
    }

    /// `tile/entries/<index>`, with `.p/<width>` when it is partial.
    static func bundle(_ index: Int, width: Int = width) -> String {
        named("tile/entries/\(number(index))", width)
    }

    /// The folder of a full file's partial predecessors.
    static func partials(of path: String) -> String { path + ".p" }

    /// 1234067 is `x001/x234/067`.
    static func number(_ index: Int) -> String {
        var rest = index
        var groups: [String] = []
        repeat {
            let group = String(rest % 1000)
            groups.append(String(repeating: "0", count: 3 - group.count) + group)
            rest /= 1000
        } while rest > 0
        return groups.enumerated().reversed().map { $0 == 0 ? $1 : "x" + $1 }.joined(separator: "/")
    }

    private static func named(_ path: String, _ width: Int) -> String {
        width == TilePath.width ? path : "\(partials(of: path))/\(width)"
    }
}
