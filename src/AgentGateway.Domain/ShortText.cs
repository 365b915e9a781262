namespace AgentGateway.Domain;

/// <summary>The beginning of a text, for sentences that quote it and for lists.</summary>
public static class ShortText
{
    private const int QuotedCharacters = 32;

    /// <summary>The text; a longer one is cut to that many characters, and an ellipsis follows.</summary>
    public static string Of(string text, int charactersMax = QuotedCharacters) =>
        text.Length <= charactersMax ? text : Cut(text, charactersMax) + "…";

    /// <summary>That many characters of a longer text, or one less where half a character would be its end.</summary>
    public static string Cut(string text, int characters) =>
        text[..(char.IsHighSurrogate(text[characters - 1]) ? characters - 1 : characters)];
}
