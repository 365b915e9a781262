using System.Text.Json;
using System.Text.Json.Nodes;
using AgentGateway.Domain.Threads;

namespace AgentGateway.Agents.Offline;

/// <summary>Runs a shell line in the thread's workspace, once the gate lets it.</summary>
internal sealed class RunCommand : OfflineCommand
{
    public override string Name => "run";

    public override string Usage => "/run COMMAND";

    public override string Summary => "runs a shell command in the thread's workspace, once somebody has approved it";

    public override ToolCall? CallOf(string arguments, Message order) =>
        arguments.Length == 0 ? null : new($"run_{order.Id}", "run_command", new JsonObject { ["command"] = arguments }.ToJsonString(JsonSerializerOptions.Web));

    public override Task<string> RunAsync(string arguments, Message order, CancellationToken cancellationToken) =>
        Task.FromResult($"Say what to run: `{Usage}`.");
}
