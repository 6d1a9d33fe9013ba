import Foundation
import HealthModel
import QualitySheets

/// The quality sheet that came in a delivery's crosswalk, kept beside its staged tables as `linkage.json`.
enum DeliverySheetFile {
    static let name = "linkage.json"

    /// The sheet as the hub keeps it: what it does not know is left out, so that nothing slips in.
    ///
    /// It must be of this delivery, and hold no small or exact count: pages show it to everybody. What the key holder
    /// cannot know, the hub says.
    static func checked(_ bytes: Data, _ manifest: DeliveryManifest) throws -> Data {
        guard (try? QualitySheet(json: bytes)) != nil else {
            throw IntakeError.crosswalkMismatch(reason: "its quality sheet cannot be read")
        }
        guard var sheet = try? QualitySheet(protectedJSON: bytes), sheet.countMin >= SheetCount.countMinDefault,
            sheet.countStep >= SheetCount.countStepDefault
        else { throw IntakeError.crosswalkMismatch(reason: "its quality sheet shows small or exact counts") }
        guard sheet.delivery?.source == manifest.source, sheet.delivery?.delivery == manifest.delivery else {
            throw IntakeError.crosswalkMismatch(reason: "its quality sheet is of another delivery")
        }
        (sheet.truth, sheet.implausible) = (nil, nil)
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
