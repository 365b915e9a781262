using AgentGateway.Domain.Ids;

namespace AgentGateway.Runtime.Views;

/// <summary>How a durable handle on waiting stands, for the caller that opened it.</summary>
public sealed record WaitView
{
    public required WaitId WaitId { get; init; }

    public required string Tool { get; init; }

    /// <summary>What the call had to say when the waiting began, as JSON.</summary>
    public required string Answer { get; init; }

    public required bool Cancelled { get; init; }

    /// <summary>How the turn stands now, where one is waited for.</summary>
    public SendView? Turn { get; init; }

    public required DateTimeOffset OpenedAt { get; init; }

    public required DateTimeOffset ChangedAt { get; init; }

    /// <summary>How the tasks stand now, where these are waited for.</summary>
    public TaskWaitView? Tasks { get; init; }

    /// <summary>
    /// The caller was answered that people have to decide first, which is final. The turn is then shown as it stood.
    /// </summary>
    public bool Settled { get; init; }

    /// <summary>The approvals and questions that hold it up.</summary>
    public IReadOnlyList<PersonRequestId> Requests { get; init; } = [];

    /// <summary>What was waited for has come.</summary>
    public bool IsOver =>
        Settled || (Tasks?.Done ?? Turn?.Status is "completed" or "failed" or "cancelled" or "interrupted");
}
