namespace AgentGateway.Bridge;

/// <summary>All that the bridge reads of one JSON-RPC message.</summary>
/// <param name="Id">The id in one spelling, so that the same id is found again however it was escaped; null when there
/// is none.</param>
/// <param name="RawId">The id as it was written.</param>
/// <param name="Method">Null for an answer.</param>
/// <param name="IsAnswer">Whether it answers a request: it has a result or an error, and no method.</param>
/// <param name="Uri"><c>params.uri</c>, of a subscription.</param>
/// <param name="CancelledId"><c>params.requestId</c>, of a cancellation.</param>
internal sealed record Envelope(
    string? Id, string? RawId, string? Method, bool IsAnswer, string? Uri, string? CancelledId)
{
    public bool IsRequest => Method is not null && Id is not null;
}
