/// A value that anybody may see: only this module can make one, so what is not checked does not reach a page.
///
/// There is no `map`: a closure could put an exact figure in the place of the checked one.
package struct Releasable<Value: Sendable>: Sendable {
    package let value: Value

    /// Internal on purpose: disclosure control is the only maker.
    init(checked value: Value) { self.value = value }
}

extension Releasable: Equatable where Value: Equatable {}
extension Releasable: Hashable where Value: Hashable {}
