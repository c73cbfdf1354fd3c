import ArgumentParser

/// Which share of the work a piece does.
struct TaskArguments: ParsableArguments {
    @Option(help: "The number of this piece, from 0.")
    var task = 0

    @Option(help: "How many such pieces there are.")
    var tasks = 1

    func validate() throws {
        if tasks < 1 || !(0..<tasks).contains(task) { throw ValidationError("--task takes 0 to --tasks minus 1.") }
    }
}
