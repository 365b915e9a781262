using AgentGateway.Domain;
using AgentGateway.Runtime.Principals;
using AgentGateway.Runtime.Views;

namespace AgentGateway.Runtime.Agents;

/// <summary>Everything that a door can do with agents, connected ones among them.</summary>
public sealed class AgentService
{
    public AgentListView List() => throw new NotImplementedException();

    public Outcome<AgentEnvelope> Get(string agent) => throw new NotImplementedException();

    /// <summary>Registers a connected agent for this principal, or renews it.</summary>
    public Task<Outcome<AgentEnvelope>> RegisterAsync(
        Caller caller, string id, string? name, IReadOnlyList<string>? aliases, string? description, CancellationToken cancellationToken) => throw new NotImplementedException();

    /// <summary>What waits for that agent, as soon as there is something or <paramref name="wait"/> is over. An item stays until it is replied to.</summary>
    public Task<Outcome<InboxView>> InboxAsync(Caller caller, string agent, TimeSpan wait, CancellationToken cancellationToken) => throw new NotImplementedException();

    /// <summary>Answers a turn of the inbox. Not final: an interim message, and the turn goes on.</summary>
    public Task<Outcome<AcceptedView>> ReplyAsync(Caller caller, string turnId, string text, bool final, CancellationToken cancellationToken) => throw new NotImplementedException();
}
