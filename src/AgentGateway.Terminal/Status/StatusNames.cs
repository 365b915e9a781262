namespace AgentGateway.Terminal.Status;

/// <summary>How statuses are written, everywhere.</summary>
public static class StatusNames
{
    private static readonly Dictionary<string, SessionStatus> ByName = new(StringComparer.Ordinal)
    {
        ["unknown"] = SessionStatus.Unknown,
        ["working"] = SessionStatus.Working,
        ["idle"] = SessionStatus.Idle,
        ["needs-approval"] = SessionStatus.NeedsApproval,
        ["trust"] = SessionStatus.Trust,
        ["question"] = SessionStatus.Question,
        ["auth-dead"] = SessionStatus.AuthDead,
        ["quota-exhausted"] = SessionStatus.QuotaExhausted,
        ["error"] = SessionStatus.Error,
        ["exited"] = SessionStatus.Exited,
    };

    public static IReadOnlyCollection<string> All => ByName.Keys;

    public static string Of(SessionStatus status) => ByName.First(pair => pair.Value == status).Key;

    /// <summary>Null when there is no such status.</summary>
    public static SessionStatus? Find(string name) => ByName.TryGetValue(name, out var status) ? status : null;
}
