namespace AgentGateway.Domain.Approvals;

/// <summary>
/// All of what an approval shows only in part. The event that asks keeps it; the state does not, because it is bounded.
/// </summary>
/// <param name="Arguments">Canonical JSON; values of the environment are hidden in it.</param>
/// <param name="Preview">The command or the diff; null where the arguments say it all.</param>
public sealed record ApprovalWhole(string Arguments, string? Preview)
{
    /// <summary>A longer call cannot be shown whole to a person, so no approval of it is requested.</summary>
    public const int CharactersMax = 1024 * 1024;

    public int Characters => Arguments.Length + (Preview?.Length ?? 0);
}
