namespace AgentGateway.Storage.Tables;

/// <summary>A full-text index of a table, so that a check can make it anew and compare.</summary>
/// <param name="Name">The virtual table.</param>
/// <param name="Columns">In its order.</param>
/// <param name="Texts">A query for what is indexed: the row's number, then the columns.</param>
/// <param name="What">What a row is, in a word.</param>
/// <param name="Origin">
/// A query for the stream, version and position (each may be null) that gave the row whose number is its parameter.
/// </param>
internal sealed record FullTextIndex(
    string Name, IReadOnlyList<string> Columns, string Texts, string What, string Origin);
