using AgentGateway.Runtime.Gate;
using AgentGateway.Runtime.Live;
using AgentGateway.Runtime.Prompts;
using AgentGateway.Runtime.Threads;
using AgentGateway.Runtime.Tools;
using Microsoft.Extensions.Logging;

namespace AgentGateway.Runtime.Turns;

/// <summary>What all turns share.</summary>
/// <param name="Withdraw">Takes back an approval or a question, with a reason.</param>
/// <param name="WithdrawOfCall">Takes back what the call of that key has asked, if anything.</param>
internal sealed record TurnServices(
    ThreadDispatcher Dispatcher,
    LiveThreads Live,
    PromptBuilder Builder,
    PromptRequests Prompts,
    ToolCatalogue Tools,
    ToolGate Gate,
    ThreadHistory History,
    Func<string, string, CancellationToken, Task> Withdraw,
    Func<string, string, CancellationToken, Task> WithdrawOfCall,
    ILogger Log);
