namespace AgentGateway.Domain.Approvals;

/// <summary>What approvals and questions have in common.</summary>
public interface IPersonRequest<TId, TState>
    where TId : struct
    where TState : struct, Enum
{
    TId Id { get; }

    TState State { get; }

    /// <summary>Whether a person can still decide or answer.</summary>
    bool IsPending { get; }

    /// <summary>Null before it was asked for.</summary>
    Requester? Requester { get; }

    DateTimeOffset CreatedAt { get; }

    DateTimeOffset ExpiresAt { get; }

    /// <summary>The event that opened or ended it, as the key of its pending effect; null for none.</summary>
    string? Key { get; }

    /// <summary>The key of the erasure of its texts, once it is deleted and until they are erased.</summary>
    string? EraseKey { get; }
}
