namespace AgentGateway.Runtime.Sessions;

/// <summary>
/// What a session was given that nobody is to see: kept sealed, for restarts and for a restarted daemon.
/// </summary>
/// <param name="Given">Variables as they were given.</param>
/// <param name="Secrets">
/// Variables that stand for stored secrets: the secret's name, and its value when the session was last started.
/// </param>
internal sealed record SealedSession(
    IReadOnlyDictionary<string, string> Given, IReadOnlyDictionary<string, StoredSecret> Secrets, string? Init,
        string? Cleanup)
{
    public static SealedSession Nothing { get; } = new(
        new Dictionary<string, string>(), new Dictionary<string, StoredSecret>(), null, null);

    // Its parts must not reach a log by way of a record's text.
    public override string ToString() => nameof(SealedSession);
}

internal sealed record StoredSecret(string Name, string Value)
{
    public override string ToString() => Name;
}
