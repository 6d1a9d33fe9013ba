import Foundation

/// Writes zips without compression, honest or not.
enum StoredZip {
    static func bytes(
        _ members: [(name: String, bytes: [UInt8])], attributes: UInt32 = 0, flags: UInt16 = 0,
        announcedBytes: Int? = nil
    ) -> Data {
        var file: [UInt8] = []
        var directory: [UInt8] = []
        for (name, bytes) in members {
            let offset = file.count
            let size = UInt32(announcedBytes ?? bytes.count)
            let common =
                little(20, 2) + little(UInt64(flags), 2) + little(0, 2) + little(0, 4) + little(UInt64(crc(bytes)), 4)
                + little(UInt64(bytes.count), 4)
            let names = little(UInt64(name.utf8.count), 2) + little(0, 2)
            file += little(0x0403_4B50, 4) + common + little(UInt64(bytes.count), 4) + names + Array(name.utf8) + bytes
            directory +=
                little(0x0201_4B50, 4) + little(0x0314, 2) + common + little(UInt64(size), 4) + names + little(0, 2)
                + little(0, 4) + little(UInt64(attributes), 4) + little(UInt64(offset), 4) + Array(name.utf8)
        }
        let end =
            little(0x0605_4B50, 4) + little(0, 4) + little(UInt64(members.count), 2) + little(UInt64(members.count), 2)
            + little(UInt64(directory.count), 4) + little(UInt64(file.count), 4) + little(0, 2)
        return Data(file + directory + end)
    }

    private static func little(_ value: UInt64, _ count: Int) -> [UInt8] {
        (0..<count).map { UInt8(truncatingIfNeeded: value >> UInt64(8 * $0)) }
    }

    private static func crc(_ bytes: [UInt8]) -> UInt32 {
        var crc: UInt32 = 0xFFFF_FFFF
        for byte in bytes {
            crc ^= UInt32(byte)
            for _ in 0..<8 { crc = crc & 1 == 1 ? (crc >> 1) ^ 0xEDB8_8320 : crc >> 1 }
        }
        return ~crc
    }
}
