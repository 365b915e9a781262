namespace AgentGateway.Runtime.Prompts;

/// <summary>
/// The word by which a model says that it has nothing to add. Models seldom answer with an empty text, so they are
/// given a word for it.
/// </summary>
public static class Declining
{
    public const string Word = "DECLINE";

    /// <summary>Whether what has come so far may still turn out to be the word.</summary>
    public static bool MayBecome(string text) =>
        text.Length < 24 && (Is(text) || Word.StartsWith(Bare(text), StringComparison.OrdinalIgnoreCase));

    /// <summary>Whether the text is nothing, or the word alone, however it is dressed.</summary>
    public static bool Is(string text) =>
        Bare(text) is var bare && (bare.Length == 0 || bare.Equals(Word, StringComparison.OrdinalIgnoreCase));

    private static string Bare(string text) => text.Trim().Trim('*', '_', '`', '.', '"', '\'', '!').Trim();
}
