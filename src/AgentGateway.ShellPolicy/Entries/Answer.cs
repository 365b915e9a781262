namespace AgentGateway.ShellPolicy.Entries;

/// <summary>A command is read to its end.</summary>
/// <param name="Printed">What it prints, where its words say it; null when that is not known.</param>
internal sealed record Answer(string? Printed)
{
    /// <summary>It prints something that is not known.</summary>
    public static readonly Answer Unknown = new((string?)null);

    /// <summary>It prints nothing.</summary>
    public static readonly Answer Silent = new("");
}
