// SPDX-License-Identifier: Apache-2.0

/// What a work costs, and for whom it is done.
public struct WorkCost: Sendable, Hashable {
    /// The client, see `ClientAddress`; nil for works that several clients share.
    public var client: String?
    /// Bytes that it holds at most while it runs.
    public var bytes: Int

    /// A cost of a client.
    public init(client: String? = nil, bytes: Int = 0) {
        self.client = client
        self.bytes = bytes
    }
}

/// How much a queue takes on.
public struct QueueLimits: Sendable, Hashable {
    /// Works that run at one time.
    public var running: Int
    /// Works that run, wait, or whose results are still being sent.
    public var pending: Int
    /// The same for one client.
    public var pendingPerClient: Int
    /// Bytes that running works and results being sent hold together; a work that costs more runs alone.
    public var bytes: Int

    /// Without a bound on what one client asks for, or on bytes, where these are left out.
    public init(running: Int, pending: Int, pendingPerClient: Int = .max, bytes: Int = .max) {
        self.running = running
        self.pending = pending
        self.pendingPerClient = pendingPerClient
        self.bytes = bytes
    }
}

/// Who of a queue may run and who waits: the bookkeeping alone, without threads.
///
/// The client with the fewest works running comes first, of equals the one that asked first. Who comes first and does
/// not fit into the bytes holds up those behind: otherwise a stream of small works would keep a large one out for ever.
struct Admission<Waiter> {
    private struct Entry {
        let cost: WorkCost
        var bytes: Int
        /// Nil for a work that was let in.
        var waiter: Waiter?
        var isRunning: Bool
    }

    private let limits: QueueLimits
    private var entries: [Int: Entry] = [:]
    /// Numbers of those who wait, in the order of asking.
    private var waiting: [Int] = []
    private var running = 0
    private var runningOf: [String: Int] = [:]
    private var pendingOf: [String: Int] = [:]
    private var bytes = 0
    private var next = 0

    init(limits: QueueLimits) { self.limits = limits }

    /// Works that run, wait or are being sent.
    var pending: Int { entries.count }

    /// Takes a work in.
    ///
    /// - Throws: `busy` or `tooManyOfOneClient` where it may not even wait.
    mutating func enter(_ cost: WorkCost) throws(ServerError) -> Int {
        guard entries.count < limits.pending else { throw .busy }
        if let client = cost.client {
            guard pendingOf[client, default: 0] < limits.pendingPerClient else { throw .tooManyOfOneClient }
            pendingOf[client, default: 0] += 1
        }
        next += 1
        entries[next] = Entry(cost: cost, bytes: 0, waiter: nil, isRunning: false)
        return next
    }

    /// Lets the work wait, and returns those who may run now.
    mutating func wait(_ number: Int, _ waiter: Waiter) -> [Waiter] {
        entries[number]?.waiter = waiter
        waiting.append(number)
        return admitted()
    }

    /// Takes a waiting work out; nil when it does not wait any more. Returns those who may run now besides.
    mutating func withdraw(_ number: Int) -> (withdrawn: Waiter?, admitted: [Waiter]) {
        guard let position = waiting.firstIndex(of: number) else { return (nil, []) }
        waiting.remove(at: position)
        let waiter = entries[number]?.waiter
        forget(number)
        return (waiter, admitted())
    }

    /// Ends the running of a work and keeps the bytes of its result counted; nothing is kept without any.
    mutating func finish(_ number: Int, keeping kept: Int) -> [Waiter] {
        guard let entry = entries[number] else { return [] }
        if entry.isRunning {
            running -= 1
            if let client = entry.cost.client { Self.count(-1, client, &runningOf) }
        }
        bytes += kept - entry.bytes
        entries[number]?.bytes = kept
        entries[number]?.isRunning = false
        if kept == 0 { forget(number) }
        return admitted()
    }

    private mutating func forget(_ number: Int) {
        guard let entry = entries.removeValue(forKey: number) else { return }
        if let client = entry.cost.client { Self.count(-1, client, &pendingOf) }
    }

    private mutating func admitted() -> [Waiter] {
        var result: [Waiter] = []
        while let position = first(), let waiter = admit(position) { result.append(waiter) }
        return result
    }

    private func first() -> Int? {
        guard running < limits.running else { return nil }
        func works(_ position: Int) -> Int {
            entries[waiting[position]]?.cost.client.flatMap { runningOf[$0] } ?? 0
        }
        return waiting.indices.min { works($0) < works($1) }
    }

    private mutating func admit(_ position: Int) -> Waiter? {
        let number = waiting[position]
        guard let entry = entries[number], bytes == 0 || entry.cost.bytes <= limits.bytes - min(bytes, limits.bytes)
        else { return nil }
        waiting.remove(at: position)
        running += 1
        bytes += entry.cost.bytes
        if let client = entry.cost.client { Self.count(1, client, &runningOf) }
        entries[number]?.bytes = entry.cost.bytes
        entries[number]?.isRunning = true
        entries[number]?.waiter = nil
        return entry.waiter
    }

    private static func count(_ change: Int, _ client: String, _ counts: inout [String: Int]) {
        let count = counts[client, default: 0] + change
        counts[client] = count > 0 ? count : nil
    }
}
