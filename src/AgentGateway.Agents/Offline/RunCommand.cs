using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using AgentGateway.Domain.Policy;
using AgentGateway.Domain.Threads;

namespace AgentGateway.Agents.Offline;

/// <summary>
/// Runs a shell line in the thread's workspace, or at home where the thread has none, once the gate lets it. It is the
/// agent's call, so that the person who typed it may approve it where they have the right.
/// </summary>
internal sealed partial class RunCommand() : OfflineCommand("run")
{
    /// <summary>People read the call, so that only what JSON itself needs is escaped.</summary>
    private static readonly JsonSerializerOptions Readable = new(
        JsonSerializerOptions.Web) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public override ToolCall? CallOf(string arguments, Message order)
    {
        var call = new JsonObject { ["command"] = arguments };
        if (Option().Match(arguments) is { Success: true } option)
        {
            call["command"] = option.Groups["command"].Value;
            call["sandbox"] = option.Groups["sandbox"].Value;
            if (SandboxProfiles.Find(option.Groups["sandbox"].Value) is null) return null;
        }

        return call["command"]!.GetValue<string>().Length == 0
            ? null
            : new($"run_{order.Id}", "run_command", call.ToJsonString(Readable));
    }

    public override Task<string> RunAsync(string arguments, Message order, CancellationToken cancellationToken) =>
        Task.FromResult(
            $"Say what to run: `{Described.Usage}`, where NAME is {string.Join(", ", SandboxProfiles.Names)}.");

    [GeneratedRegex(@"^--sandbox(?:[ =]+|$)(?<sandbox>\S*)(\s+--(?=\s|$))?\s*(?<command>.*)$", RegexOptions.Singleline)]
    private static partial Regex Option();
}
