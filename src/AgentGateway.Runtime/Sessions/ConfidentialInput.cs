namespace AgentGateway.Runtime.Sessions;

/// <summary>
/// What a session was given that must not be shown: values of variables, and scripts. It is kept encrypted
/// (<see cref="ConfidentialInputStore"/>), so that a restarted session or a restarted daemon has it again.
/// </summary>
/// <param name="Given">Variables as they were given.</param>
/// <param name="Secrets">
/// Variables that stand for stored secrets: the secret's name, and its value when the session was last started.
/// </param>
internal sealed record ConfidentialInput(
    IReadOnlyDictionary<string, string> Given,
    IReadOnlyDictionary<string, StoredSecret> Secrets,
    string? Init,
    string? Cleanup)
{
    public static ConfidentialInput Empty { get; } = new(
        new Dictionary<string, string>(), new Dictionary<string, StoredSecret>(), null, null);

    // The text of a record shows its properties, which must not reach a log.
    public override string ToString() => nameof(ConfidentialInput);
}

internal sealed record StoredSecret(string Name, string Value)
{
    public override string ToString() => Name;
}
