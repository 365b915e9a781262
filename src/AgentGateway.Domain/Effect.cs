namespace AgentGateway.Domain;

/// <summary>
/// A pending effect of an aggregate, derived from its state. <paramref name="Key"/> names the event that created the
/// obligation, <c>stream@version#ordinal</c>, and stays the same until the obligation is settled: a repetition is
/// recognised by it.
/// </summary>
/// <param name="NotBefore">When it becomes due; null for at once.</param>
public abstract record Effect(string Key, DateTimeOffset? NotBefore = null)
{
    /// <summary>
    /// The longest wait for <see cref="NotBefore"/> that makes sense, where that is known: a clock that was set back
    /// while nothing ran does not prolong what is owed beyond it.
    /// </summary>
    public virtual TimeSpan? WaitMax => null;

    /// <summary>
    /// When an aggregate that owes these next needs attention: null for never, the epoch for at once.
    /// </summary>
    public static DateTimeOffset? DueAt(IReadOnlyList<Effect> owed) =>
        owed.Count == 0 ? null : owed.Min(effect => effect.NotBefore ?? DateTimeOffset.UnixEpoch);
}
