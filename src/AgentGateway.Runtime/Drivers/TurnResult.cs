using AgentGateway.Domain;
using AgentGateway.Domain.Threads;

namespace AgentGateway.Runtime.Drivers;

/// <summary>How a driver ended a turn.</summary>
public abstract record TurnResult
{
    /// <summary>
    /// With an answer. An empty text declines where the turn is advice, a contribution or a revision.
    /// </summary>
    public sealed record Completed(string Text, string? Model, TokenUsage Usage) : TurnResult;

    /// <summary>
    /// Without an answer. <paramref name="Usage"/> is of the failed step only; the text that was streamed of it is
    /// kept.
    /// </summary>
    public sealed record Failed(Failure Failure, TokenUsage Usage) : TurnResult;

    /// <summary>
    /// All remaining calls wait for people; the turn is run again when a person has decided or answered.
    /// </summary>
    public sealed record Waiting : TurnResult;

    /// <summary>The answer comes from elsewhere: a connected agent replies, or the deadline passes.</summary>
    public sealed record Elsewhere : TurnResult;
}
