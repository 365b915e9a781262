namespace AgentGateway.Runtime.Prompts;

/// <summary>
/// How a model says that it has nothing to add. Models seldom manage to answer with nothing, so they are given a word for it.
/// </summary>
public static class Declining
{
    public const string Word = "DECLINE";

    /// <summary>Whether the text is nothing, or the word alone, however it is dressed.</summary>
    public static bool Is(string text) =>
        text.AsSpan().Trim().Trim("*_`.\"'!").Trim() is var bare && (bare.IsEmpty || bare.Equals(Word, StringComparison.OrdinalIgnoreCase));
}
