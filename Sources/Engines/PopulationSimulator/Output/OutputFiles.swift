import Foundation

/// The open files of the country; written by one shard at a time, in order.
final class OutputFiles {
    private let layout: OutputLayout
    private var handles: [FileHandle] = []
    private(set) var sizes: [Int] = []

    init(layout: OutputLayout, folder: URL) throws(SimulatorError) {
        self.layout = layout
        for file in layout.files {
            let place = folder.appending(path: file.path)
            do {
                try FileManager.default.createDirectory(
                    at: place.deletingLastPathComponent(), withIntermediateDirectories: true)
                try Data(file.header.utf8).write(to: place)
                let handle = try FileHandle(forWritingTo: place)
                try handle.seekToEnd()
                handles.append(handle)
                sizes.append(file.header.utf8.count)
            } catch {
                throw .output(path: file.path, reason: error.localizedDescription)
            }
        }
    }

    /// Adds the bytes of a shard, one buffer a file.
    func append(_ buffers: [ByteBuffer]) throws(SimulatorError) {
        precondition(buffers.count == handles.count, "A shard has one buffer for each file.")
        for (place, buffer) in buffers.enumerated() where buffer.count > 0 {
            do {
                try handles[place].write(contentsOf: buffer.bytes)
                sizes[place] += buffer.count
            } catch {
                throw .output(path: layout.files[place].path, reason: error.localizedDescription)
            }
        }
    }

    /// Closes every file.
    func close() throws(SimulatorError) {
        for (place, handle) in handles.enumerated() {
            do {
                try handle.close()
            } catch {
                throw .output(path: layout.files[place].path, reason: error.localizedDescription)
            }
        }
        handles = []
    }
}
