/// A text of the logs (a purpose, an audience, a country, …) by the number that a run gave it.
///
/// Numbers are given in the order of arrival, which depends on threads: no output may depend on them.
public typealias TextID = UInt32

/// Stands for an absent text.
public let absentText: TextID = .max

/// The number of the text `unknown`, which shares the cells of what is absent.
public let unknownText: TextID = 0
