/// How large an existing CDM may be.
package struct ExistingCDMLimits: Sendable {
    package var fileCountMax = 5000
    /// Bytes of all files once unpacked.
    package var byteCountMax = 400 << 30
    /// How many times its size an archive may give, looked at once it gives `ratioFloorByteCount`.
    package var ratioMax = 200
    package var ratioFloorByteCount = 64 << 20

    package init() {}
}
