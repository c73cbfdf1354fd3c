/// How the lines of one file tend to be written; percentages.
struct LineStyle {
    /// Of lines whose keys are in another order.
    var shuffled: Int
    /// Of places between tokens with white space.
    var spaced: Int
    /// Of characters that are escaped without need.
    var escaped: Int
    /// Of lines with fields that no stream defines.
    var unknown: Int

    init(using random: inout SplitMix64) {
        shuffled = random.pick([0, 50, 100])
        spaced = random.pick([0, 0, 30, 80])
        escaped = random.pick([0, 0, 5, 50])
        unknown = random.pick([0, 30, 100])
    }
}
