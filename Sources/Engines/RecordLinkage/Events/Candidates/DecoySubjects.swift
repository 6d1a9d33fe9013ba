/// Subjects made up from those of the register, who cannot be in the national file but by chance.
///
/// A decoy has the hospitals, lengths, diagnoses and department of one subject, sex and birth of another, and days moved
/// by whole weeks. How many decoys are linked tells how many of the subjects who are not in the file would be, whatever
/// the model believes: a register that has nobody in the file is found out.
enum DecoySubjects {
    /// Smaller registers borrow sex and birth from the national file: their own would come back too often.
    static let donorCountMin = 50

    /// The files with decoys after the subjects of the register.
    static func adding(to files: StayFiles, counts: ClosedRange<Int>) -> StayFiles {
        let stays = StaysByOwner(files.register)
        let subjects = (0..<files.register.ownerCount).filter { !stays.range($0).isEmpty }
        guard !subjects.isEmpty, files.national.count > 0 else { return files }
        let calendar = Calendar(files.national.entries)
        let target = min(max(subjects.count, counts.lowerBound), counts.upperBound)
        var result = files
        for place in 0..<target {
            let subject =
                target >= subjects.count
                ? subjects[place % subjects.count] : subjects[place * subjects.count / target]
            let chance = mixed(UInt64(place) &+ 0xDEC0_75)
            let donor = traits(files, stays, subjects, chance)
            let weeks = Int32(truncatingIfNeeded: mixed(chance) >> 33)
            let owner = result.register.appendUnnamedOwner()
            for row in stays.range(subject) {
                var stay = files.register.stay(Int(stays.order[row]))
                if stay.sex != 0 { stay.sex = donor.sex }
                if stay.birth != 0 { stay.birth = donor.birth }
                calendar.move(&stay, weeks: weeks)
                result.register.append(owner: owner, stay)
            }
        }
        return result
    }

    private static func traits(
        _ files: StayFiles, _ stays: StaysByOwner, _ subjects: [Int], _ chance: UInt64
    ) -> CodedStay {
        guard subjects.count >= donorCountMin else {
            return files.national.stay(Int(chance.multipliedFullWidth(by: UInt64(files.national.count)).high))
        }
        let subject = subjects[Int(chance.multipliedFullWidth(by: UInt64(subjects.count)).high)]
        return files.register.stay(Int(stays.order[stays.range(subject).lowerBound]))
    }

    /// The days that the national file covers, in whole weeks.
    private struct Calendar {
        /// Weeks at least, so that days can be moved at all.
        private static let weekCountMin: Int32 = 8
        private let first: Int32
        private let weekCount: Int32

        init(_ entries: [Int32]) {
            var (least, most) = (Int32.max, Int32.min)
            for day in entries where day != StayTable.noDay {
                least = min(least, day)
                most = max(most, day)
            }
            first = least == .max ? 0 : least
            weekCount = least == .max ? Calendar.weekCountMin : max(Calendar.weekCountMin, (most - least) / 7 + 1)
        }

        /// Moves a stay by two weeks at least, round the calendar; the day of the week stays, habits depend on it.
        func move(_ stay: inout CodedStay, weeks: Int32) {
            let start = stay.entry != StayTable.noDay ? stay.entry : stay.exit
            guard start != StayTable.noDay else { return }
            let span = weekCount * 7
            let shift = 7 * (2 + weeks.magnitudeRemainder(weekCount - 3))
            let place = (start - first).magnitudeRemainder(span)
            let moved = first + (place + shift).magnitudeRemainder(span) - start
            if stay.entry != StayTable.noDay { stay.entry += moved }
            if stay.exit != StayTable.noDay { stay.exit += moved }
        }
    }
}

extension Int32 {
    /// The remainder from zero up, of negative numbers too.
    fileprivate func magnitudeRemainder(_ divisor: Int32) -> Int32 {
        let rest = self % divisor
        return rest < 0 ? rest + divisor : rest
    }
}
