using AgentGateway.Runtime.Live;
using AgentGateway.Runtime.Prompts;
using AgentGateway.Runtime.Threads;
using AgentGateway.Runtime.Tools;
using Microsoft.Extensions.Logging;

namespace AgentGateway.Runtime.Turns;

/// <summary>What all turns share.</summary>
internal sealed record TurnServices(
    ThreadDispatcher Dispatcher, LiveThreads Live, PromptBuilder Builder, PromptRequests Prompts, IReadOnlyList<AgentTool> Tools, ILogger Log);
