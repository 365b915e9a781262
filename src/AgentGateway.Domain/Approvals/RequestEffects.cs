namespace AgentGateway.Domain.Approvals;

/// <summary>
/// The effects of approvals and questions: a pending request expires, the end of one is reported, and the texts of a
/// deleted one are erased.
/// </summary>
internal static class RequestEffects
{
    public static IReadOnlyList<Effect> Owed<TId, TState>(IPersonRequest<TId, TState> request)
        where TId : struct
        where TState : struct, Enum => request switch
    {
        { EraseKey: { } erase } => [new EraseRequest(erase)],
        { Key: null } => [],
        { IsPending: true } => [new ExpireRequest(request.Key, request.CreatedAt, request.ExpiresAt)],
        _ => [new ReportRequest(request.Key)],
    };
}

/// <summary>End the request when its time is over.</summary>
public sealed record ExpireRequest(
    string Key, DateTimeOffset CreatedAt, DateTimeOffset ExpiresAt) : Effect(Key, ExpiresAt)
{
    public override TimeSpan? WaitMax => ExpiresAt - CreatedAt;
}

/// <summary>Send the outcome to the requester; of an approval that leaves a rule behind, make the rule first.</summary>
public sealed record ReportRequest(string Key) : Effect(Key);

/// <summary>Erase the texts of the deleted request.</summary>
public sealed record EraseRequest(string Key) : Effect(Key);
