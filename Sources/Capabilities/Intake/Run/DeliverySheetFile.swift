import Foundation
import HealthModel
import QualitySheets

/// The quality sheet that came in a delivery's crosswalk, kept beside its staged tables as `linkage.json`.
enum DeliverySheetFile {
    static let name = "linkage.json"

    /// The sheet as the hub keeps it: what it does not know is left out, so that nothing slips in.
    ///
    /// It must be of this delivery, and hold no small count: pages show it to everybody.
    static func checked(_ bytes: Data, _ manifest: DeliveryManifest) throws -> Data {
        guard let sheet = try? QualitySheet(json: bytes) else {
            throw IntakeError.crosswalkMismatch(reason: "its quality sheet cannot be read")
        }
        guard sheet.delivery?.source == manifest.source, sheet.delivery?.delivery == manifest.delivery else {
            throw IntakeError.crosswalkMismatch(reason: "its quality sheet is of another delivery")
        }
        guard sheet.countMin >= SheetCount.countMinDefault, sheet.countStep >= SheetCount.countStepDefault else {
            throw IntakeError.crosswalkMismatch(reason: "its quality sheet shows small counts")
        }
        return try sheet.json()
    }

    /// The sheet of an accepted delivery; nil when its key holder made none.
    static func read(source: String, delivery: String, home: HubHome) throws -> QualitySheet? {
        let place = home.deliveries.appending(path: source).appending(path: delivery).appending(path: name)
        guard FileManager.default.fileExists(atPath: place.path) else { return nil }
        guard let sheet = try? QualitySheet(json: Data(contentsOf: place)) else {
            throw IntakeError.storeDamaged(detail: "linkage sheet of \(source) \(delivery)")
        }
        return sheet
    }
}
