namespace AgentGateway.Cli.Verbs.Approvals;

/// <summary>What a person may type where an approval is asked for in place. Silence decides nothing.</summary>
internal static class ApprovalChoice
{
    /// <summary>The choices, as they stand in front of the place where one is typed.</summary>
    /// <param name="possible">The decisions that the approval takes.</param>
    public static string Choices(IReadOnlyCollection<string> possible) =>
        "[y]es, once"
        + (possible.Contains("session") ? "; yes for this [t]hread" : "")
        + (possible.Contains("always") ? "; [a]lways exactly this" : "")
        + "; [n]o, and why; Enter leaves it";

    /// <summary>The decision, and the reason of a denial; null for what is none of the choices.</summary>
    public static (string Decision, string? Reason)? Read(string line, IReadOnlyCollection<string> possible)
    {
        // Allowing takes that word alone: a sentence that begins with yes is meant for the agent.
        var said = line.Split(' ', 2, StringSplitOptions.TrimEntries);
        var decision = (said[0].ToLowerInvariant(), said.Length) switch
        {
            ("y" or "yes", 1) => "once",
            ("t" or "thread", 1) => "session",
            ("a" or "always", 1) => "always",
            ("n" or "no", _) => "deny",
            _ => null,
        };
        return decision is null || (decision != "deny" && !possible.Contains(decision)) ? null
            : (decision, decision == "deny" && said.Length > 1 ? said[1] : null);
    }
}
