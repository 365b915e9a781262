namespace AgentGateway.Cli;

/// <summary>How output is shown: for a person at a terminal, or as it is for a file or a program.</summary>
/// <param name="Width">The columns of the terminal; 0 where there is none, so that nothing is cut.</param>
internal sealed record OutputStyle(bool IsTerminal, bool HasColour, int Width, DateTimeOffset Now)
{
    public static OutputStyle Plain { get; } = new(false, false, 0, default);

    /// <param name="colour">The value of <c>--color</c>: always, never, or else by the terminal and NO_COLOR.</param>
    public static OutputStyle Of(
        string? colour, bool isTerminal, int width, Func<string, string?> variable, DateTimeOffset now) =>
        new(
            isTerminal,
            colour switch
            {
                "always" => true,
                "never" => false,
                _ => isTerminal && string.IsNullOrEmpty(variable("NO_COLOR")) && variable("TERM") != "dumb",
            },
            isTerminal ? width : 0,
            now);

    public string Bold(string text) => Styled(text, "1");

    public string Dim(string text) => Styled(text, "2");

    /// <summary>A word that is a state, in its colour; other words as they are.</summary>
    public string State(string text) => text.Split([' ', ':'])[0] switch
    {
        "running" or "working" or "completed" or "ready" or "approved" or "yes" or "connected" => Styled(text, "32"),
        "waiting" or "pending" or "blocked" or "queued" or "needs-approval" or "trust" or "question" or "idle" =>
            Styled(text, "33"),
        "failed" or "denied" or "orphaned" or "no" or "auth-dead" or "quota-exhausted" or "error" =>
            Styled(text, "31"),
        _ => text,
    };

    private string Styled(string text, string code) => HasColour ? $"\e[{code}m{text}\e[0m" : text;
}
