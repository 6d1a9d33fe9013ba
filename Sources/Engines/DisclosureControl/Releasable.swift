/// A value that anybody may see: only this module can make one, so what is not checked does not reach a page.
package struct Releasable<Value: Sendable>: Sendable {
    package let value: Value

    /// Internal on purpose: disclosure control is the only maker.
    init(checked value: Value) { self.value = value }

    /// A part or another form of what was released; the transformation sees nothing else, so nothing else leaves.
    package func map<Other: Sendable>(_ transform: @Sendable (Value) -> Other) -> Releasable<Other> {
        Releasable<Other>(checked: transform(value))
    }
}

extension Releasable: Equatable where Value: Equatable {}
extension Releasable: Hashable where Value: Hashable {}
