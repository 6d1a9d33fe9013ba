import Foundation
import HealthModel

/// One intake, withdrawal or publication at a time: a lock that the system lets go when its process dies.
final class HubLock: Sendable {
    private let descriptor: Int32

    init(home: HubHome) throws {
        let place = home.folder.appending(path: ".lock").path
        descriptor = open(place, O_CREAT | O_RDWR | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw CocoaError(.fileWriteNoPermission, userInfo: [NSFilePathErrorKey: place]) }
        guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
            close(descriptor)
            throw IntakeError.hubBusy
        }
    }

    deinit { close(descriptor) }
}
