namespace AgentGateway.Runtime.Gate;

/// <summary>What binds an approval to exactly one call.</summary>
/// <param name="Digest">Any change of what would run is another digest.</param>
/// <param name="Unbound">
/// What could change before it runs and is not in the digest, each in a few words for the person who approves.
/// </param>
internal sealed record CallBinding(string Digest, IReadOnlyList<string> Unbound)
{
    /// <summary>For a call that needs no approval.</summary>
    public static readonly CallBinding None = new("", []);
}
