namespace AgentGateway.Domain.Approvals;

/// <summary>What approvals and questions have in common.</summary>
public interface IPersonRequest<TId, TState>
    where TId : struct
    where TState : struct, Enum
{
    TId Id { get; }

    TState State { get; }

    /// <summary>Null before it was asked for.</summary>
    Requester? Requester { get; }

    DateTimeOffset CreatedAt { get; }

    DateTimeOffset ExpiresAt { get; }

    /// <summary>The event that asked, or that ended it, while something is owed because of it.</summary>
    string? Key { get; }
}
