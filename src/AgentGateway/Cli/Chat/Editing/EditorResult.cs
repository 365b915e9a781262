namespace AgentGateway.Cli.Chat.Editing;

/// <summary>What a key asks of those who use the editor.</summary>
internal abstract record EditorResult
{
    private EditorResult() { }

    /// <summary>The key changed at most the text.</summary>
    public sealed record Edited : EditorResult;

    /// <summary>The text was entered; the editor is empty again.</summary>
    public sealed record Entered(string Text) : EditorResult;

    /// <summary>Candidates are wanted: find them, and give them to <see cref="LineEditor.Complete"/>.</summary>
    public sealed record WantsCandidates : EditorResult;

    public sealed record Interrupted : EditorResult;

    public sealed record Left : EditorResult;

    public sealed record WantsRedraw : EditorResult;

    public sealed record WantsSuspension : EditorResult;
}
