using AgentGateway.Domain.Approvals;

namespace AgentGateway.Runtime.Approvals;

/// <summary>A question that an agent asks.</summary>
/// <param name="Default">The answer that counts when none is given in time; null for none.</param>
/// <param name="Answerers">Clients and agents that may answer besides people.</param>
/// <param name="Time">How long an answer is waited for.</param>
internal sealed record NewQuestion(
    Requester Requester,
    string Text,
    IReadOnlyList<string> Options,
    string? Default,
    IReadOnlyList<string> Answerers,
    TimeSpan Time);
