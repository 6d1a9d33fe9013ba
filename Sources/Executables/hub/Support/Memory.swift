import Foundation

/// The largest memory that this process and its children held.
enum Memory {
    static var peakMegabytes: Int { peak(RUSAGE_SELF) }
    static var childPeakMegabytes: Int { peak(RUSAGE_CHILDREN) }

    private static func peak(_ who: __rusage_who) -> Int {
        var usage = rusage()
        getrusage(who, &usage)
        return usage.ru_maxrss / 1024
    }
}
