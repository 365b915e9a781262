namespace AgentGateway.Runtime.Views;

/// <param name="Answer">What the call had to say when the waiting began, as JSON.</param>
/// <param name="Turn">How the turn stands now, where one is waited for.</param>
/// <param name="Tasks">How the tasks stand now, where these are waited for.</param>
/// <param name="Settled">The caller was answered that people have to decide first, which is final. The turn is then shown as it stood.</param>
public sealed record WaitView(
    string WaitId, string Tool, string Answer, bool Cancelled, SendView? Turn, DateTimeOffset OpenedAt, DateTimeOffset ChangedAt, TaskWaitView? Tasks = null, bool Settled = false)
{
    /// <summary>The approvals and questions that hold it up.</summary>
    public IReadOnlyList<string> Asks { get; init; } = [];

    /// <summary>What was waited for has come.</summary>
    public bool IsOver => Settled || (Tasks?.Done ?? Turn?.Status is "completed" or "failed" or "cancelled" or "interrupted");
}
