using System.Text;
using System.Text.Json;
using AgentGateway.Domain;
using AgentGateway.Runtime.Gate;
using AgentGateway.Runtime.Principals;
using AgentGateway.Runtime.Tools;
using AgentGateway.Views;
using Microsoft.Extensions.Logging;

namespace AgentGateway.Control;

/// <summary>
/// Serves the control protocol of the command line: a JSON line per call,
/// <c>{"id":1,"call":"thread_send","arguments":{…},"progress":true}</c>, answered by any number of
/// <c>{"id":1,"progress":…}</c> and one <c>{"id":1,"result":…}</c> or <c>{"id":1,"error":…}</c>. Every tool is a call,
/// and so are a few things that only the operator may do.
/// </summary>
internal sealed class ControlServer(
    ToolCatalogue tools,
    ToolCalls toolCalls,
    IReadOnlyList<ControlCall> calls,
    IReadOnlyList<FramedCall> framedCalls,
    ILogger<ControlServer> logger)
{
    private readonly Dictionary<string, ControlCall> _calls = calls.ToDictionary(call => call.Name);
    private readonly Dictionary<string, FramedCall> _framedCalls = framedCalls.ToDictionary(call => call.Name);

    public static byte[] Refusal(Rejection rejection) =>
        [.. JsonSerializer.SerializeToUtf8Bytes(
            new ErrorEnvelope(rejection), HostJson.Plain.ErrorEnvelope), (byte)'\n'];

    /// <summary>Serves one connection until it ends.</summary>
    public async Task ServeAsync(Stream stream, Caller caller, CancellationToken cancellationToken)
    {
        using var connection = new ControlConnection(
            stream,
            (line, progress, ending) => CallAsync(caller, line, progress, ending),
            line => _framedCalls.GetValueOrDefault(line.Call ?? ""),
            caller,
            logger);
        await connection.RunAsync(cancellationToken);
    }

    private Task<ToolAnswer> CallAsync(
        Caller caller, ControlLine line, Func<ReadOnlyMemory<byte>, CancellationToken, ValueTask> progress,
            CancellationToken cancellationToken)
    {
        if (_calls.TryGetValue(line.Call ?? "", out var call))
            return call.InvokeAsync(new(caller, line.Arguments, progress), cancellationToken);
        if (tools.Find(line.Call ?? "", ToolAudience.Operator) is not { } tool)
            return Task.FromResult(ToolAnswer.Refuse(new(
                "unknown_call",
                $"The daemon knows no call \"{line.Call}\".",
                "Its version may differ from that of this command: `agw status` tells.")));
        return CallToolAsync(tool, new(caller, line.Arguments), line.Progress ? progress : null, cancellationToken);
    }

    private async Task<ToolAnswer> CallToolAsync(
        Tool tool,
        ToolRequest request,
        Func<ReadOnlyMemory<byte>, CancellationToken, ValueTask>? progress,
        CancellationToken cancellationToken)
    {
        if (progress is null) return await toolCalls.CallAsync(tool, request, null, cancellationToken);
        await using var relay = new ProgressRelay(progress);
        var answer = await toolCalls.CallAsync(tool, request with { Progress = relay }, relay.Tell, cancellationToken);
        await relay.FinishAsync(cancellationToken);
        return answer;
    }

    /// <summary>One line about a call.</summary>
    public static byte[] Line(long id, string kind, ReadOnlySpan<byte> json) =>
        [.. Encoding.UTF8.GetBytes($"{{\"id\":{id},\"{kind}\":"), .. json, .. "}\n"u8];
}
