namespace AgentGateway.Domain;

/// <summary>
/// Something the outside world is still owed by an aggregate, derived from its state. <paramref name="Key"/> names the event
/// that created the obligation, <c>stream@version#ordinal</c>, and stays the same until the obligation is settled: whoever
/// performs it uses the key to recognise a repetition.
/// </summary>
public abstract record Effect(string Key);
