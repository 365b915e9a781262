namespace AgentGateway.Domain.Ids;

/// <summary>
/// Reads ids that came as text. Ids are told apart here and nowhere else; behind the edge they have types.
/// </summary>
public static class PrefixedId
{
    public const int CharactersMax = 64;

    /// <summary>
    /// The id, or null where the text is none of that kind. Whether there is something of that id is another question.
    /// </summary>
    public static TId? Parse<TId>(string? text)
        where TId : struct, IPrefixedId<TId> => Is<TId>(text) ? TId.Of(text!) : null;

    /// <summary>Whether the text is an id of that kind.</summary>
    public static bool Is<TId>(string? text)
        where TId : struct, IPrefixedId<TId> =>
        text is { Length: <= CharactersMax }
        && text.Length > TId.Prefix.Length
        && text.StartsWith(TId.Prefix, StringComparison.Ordinal);
}
