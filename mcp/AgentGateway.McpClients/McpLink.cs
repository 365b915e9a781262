using System.Text.Json;
using System.Text.Json.Nodes;
using AgentGateway.Runtime.McpServers;
using AgentGateway.Runtime.Tools;
using ModelContextProtocol;
using ModelContextProtocol.Client;
using ModelContextProtocol.Protocol;

namespace AgentGateway.McpClients;

/// <summary>A connection to a server through the SDK, over either transport.</summary>
internal sealed class McpLink : IMcpLink
{
    /// <summary>The first revision in which a client has to subscribe to notifications.</summary>
    private const string FirstWithListening = "2026-07-28";

    private const int PagesMax = 64;

    private static readonly TimeSpan ReasonWait = TimeSpan.FromSeconds(2);

    private readonly McpClient _client;
    private readonly McpServerLog _log;
    private readonly Func<ValueTask> _end;
    private readonly CancellationTokenSource _ending = new();
    private readonly Task _listening;

    /// <param name="lost">Completes with the reason when what is below is gone.</param>
    /// <param name="end">Ends what is below, after the client.</param>
    public McpLink(McpClient client, int? processId, Task<string> lost, McpServerLog log, Func<ValueTask> end)
    {
        (_client, ProcessId, _log, _end) = (client, processId, log, end);
        Ended = EndedAsync(lost);
        _listening = ListenAsync();
    }

    public int? ProcessId { get; }

    public Task<string> Ended { get; }

    public Task<McpToolList> ListToolsAsync(int most, CancellationToken cancellationToken) => GuardedAsync(async () =>
    {
        var tools = new List<McpToolDefinition>();
        string? cursor = null;
        for (var page = 0; page < PagesMax; page++)
        {
            var list = await _client.ListToolsAsync(new ListToolsRequestParams { Cursor = cursor }, cancellationToken);
            tools.AddRange(
                (list.Tools ?? []).Take(most + 1 - tools.Count)
                    .Select(tool => new McpToolDefinition(tool.Name, tool.Title, tool.Description, tool.InputSchema)));
            if (tools.Count > most) return new McpToolList(tools[..most], More: true);
            if (list.NextCursor is not { Length: > 0 } next || next == cursor)
                return new McpToolList(tools, More: false);
            cursor = next;
        }

        return new McpToolList(tools, More: true);
    }, cancellationToken);

    public Task<ToolAnswer> CallAsync(
        string tool,
        IEnumerable<KeyValuePair<string, JsonElement>> arguments,
        CancellationToken cancellationToken) => GuardedAsync(async () =>
    {
        var given = new Dictionary<string, JsonElement>();
        foreach (var (name, value) in arguments) given[name] = value;
        try
        {
            return ResultText.Of(
                await _client.CallToolAsync(
                    new CallToolRequestParams { Name = tool, Arguments = given }, cancellationToken),
                _log);
        }
        catch (McpProtocolException refused) when (!IsConnectionError(refused))
        {
            // The server answered, with an error of the protocol: the model may correct itself.
            return ToolAnswer.OfText(
                ResultText.Cut(_log.Redact($"{refused.Message} ({(int)refused.ErrorCode})")), isRefused: true);
        }
    }, cancellationToken);

    public async ValueTask DisposeAsync()
    {
        await _ending.CancelAsync();
        await _listening;
        await Quietly(() => _client.DisposeAsync());
        await _end();
        _ending.Dispose();
    }

    /// <summary>
    /// A server over HTTP that no longer knows the session answers any request with a server error (-32000 to -32099).
    /// The supervisor of the connection then finds out whether it is so.
    /// </summary>
    private bool IsConnectionError(
        McpProtocolException refused) => ProcessId is null && (int)refused.ErrorCode is <= -32000 and >= -32099;

    /// <summary>The SDK may throw anything when the server is gone.</summary>
    private static async Task Quietly(Func<ValueTask> end)
    {
        try
        {
            await end();
        }
        catch (Exception failure) when (failure is not OutOfMemoryException)
        {
            // The connection is over in any case.
        }
    }

    /// <summary>A failure of the SDK as one sentence about the server.</summary>
    internal static string Sentence(Exception failure) => failure switch
    {
        HttpRequestException { StatusCode: { } status } => $"The address answered {(int)status} {status}.",
        HttpRequestException { InnerException: { } inner } => $"The address cannot be reached: {inner.Message}",
        TimeoutException => "It did not answer in time.",
        _ => failure.Message,
    };

    private async Task<T> GuardedAsync<T>(Func<Task<T>> request, CancellationToken cancellationToken)
    {
        try
        {
            return await request();
        }
        catch (Exception failure) when (!cancellationToken.IsCancellationRequested)
        {
            throw new McpLinkException(Ended.IsCompleted ? await Ended : _log.Redact(Sentence(failure)));
        }
    }

    private async Task<string> EndedAsync(Task<string> lost)
    {
        var completion = _client.Completion;
        if (await Task.WhenAny(completion, lost) == lost) return await lost;

        // A moment later it is known how a program ended, which is the better reason.
        if (ProcessId is not null && await Task.WhenAny(lost, Task.Delay(ReasonWait)) == lost) return await lost;
        var details = await completion;
        return details.Exception is { } failure ? _log.Redact(Sentence(failure)) : "It ended the conversation.";
    }

    /// <summary>
    /// Subscribes to changes of the tools of a server of the current revision. It is not tried again after a failure.
    /// </summary>
    private async Task ListenAsync()
    {
        if (string.CompareOrdinal(_client.NegotiatedProtocolVersion, FirstWithListening) < 0
            || _client.ServerCapabilities.Tools?.ListChanged is not true)
            return;
        try
        {
            var wanted = new JsonObject { ["notifications"] = new JsonObject { ["toolsListChanged"] = true } };
            await _client.SendRequestAsync(
                new JsonRpcRequest { Method = RequestMethods.SubscriptionsListen, Params = wanted }, _ending.Token);
        }
        catch (Exception failure) when (failure is not OutOfMemoryException)
        {
            if (!_ending.IsCancellationRequested) _log.Add($"[no notices of changes] {Sentence(failure)}");
        }
    }
}
