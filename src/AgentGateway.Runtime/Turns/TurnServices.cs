using AgentGateway.Runtime.Approvals;
using AgentGateway.Runtime.Gate;
using AgentGateway.Runtime.Live;
using AgentGateway.Runtime.Secrets;
using AgentGateway.Runtime.Threads;
using AgentGateway.Runtime.Tools;
using Microsoft.Extensions.Logging;

namespace AgentGateway.Runtime.Turns;

/// <summary>The services that all turns use.</summary>
internal sealed record TurnServices(
    StoredThreads Records,
    LiveThreads Live,
    TurnPrompts Prompts,
    ToolCatalogue Tools,
    ToolGate Gate,
    PendingRequests Requests,
    KnownSecrets Secrets,
    ILogger<TurnServices> Log)
{
    public ThreadDispatcher Dispatcher => Records.Dispatcher;

    public ThreadHistory History => Records.History;
}
