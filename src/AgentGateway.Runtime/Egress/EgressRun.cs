using AgentGateway.Domain.Ids;

namespace AgentGateway.Runtime.Egress;

/// <summary>What runs in a sandbox that reaches hosts, for people who are asked about it and for the journal.</summary>
public sealed record EgressRun
{
    /// <summary>Who is judged: an agent's id, or <c>client</c>.</summary>
    public required string Agent { get; init; }

    /// <summary>The run's own id, such as that of a session or of a call; different runs have different ones.</summary>
    public required string Id { get; init; }

    /// <summary>The command in few words, as people know it: <c>npm install</c>.</summary>
    public required string What { get; init; }

    /// <summary>The real directory of the workspace; null: it has none, and what is allowed holds for the run.</summary>
    public string? Workspace { get; init; }

    /// <summary>The thread that it belongs to, for answers that hold for a thread.</summary>
    public ThreadId? Thread { get; init; }

    /// <summary>What is asked for and remembered together.</summary>
    internal string Scope => Workspace ?? Id;
}
