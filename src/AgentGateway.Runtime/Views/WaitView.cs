namespace AgentGateway.Runtime.Views;

/// <param name="Answer">What the call had to say when the waiting began, as JSON.</param>
/// <param name="Turn">How the turn stands now.</param>
public sealed record WaitView(
    string WaitId, string Tool, string Answer, bool Cancelled, SendView Turn, DateTimeOffset OpenedAt, DateTimeOffset ChangedAt);
