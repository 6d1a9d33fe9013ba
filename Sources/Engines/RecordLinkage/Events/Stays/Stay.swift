package import HealthModel

/// A hospital stay as an event register tells it; absent facts are empty.
package struct Stay: Sendable, Hashable {
    /// FINESS number, or any code of the hospital.
    package var hospital: String
    package var entry: Day?
    package var exit: Day?
    package var sex: Sex
    package var birthYear: Int?
    /// 1...12; means nothing without the year.
    package var birthMonth: Int?
    /// Department of residence.
    package var department: String
    /// Main diagnosis, ICD-10.
    package var diagnosis: String

    package init(
        hospital: String = "",
        entry: Day? = nil,
        exit: Day? = nil,
        sex: Sex = .unknown,
        birthYear: Int? = nil,
        birthMonth: Int? = nil,
        department: String = "",
        diagnosis: String = ""
    ) {
        self.hospital = hospital
        self.entry = entry
        self.exit = exit
        self.sex = sex
        self.birthYear = birthYear
        self.birthMonth = birthMonth
        self.department = department
        self.diagnosis = diagnosis
    }
}
