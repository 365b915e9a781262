using System.Text.Json;
using AgentGateway.Runtime.Tools;

namespace AgentGateway.Runtime.McpServers;

/// <summary>
/// Calls of one server's tools: bounded in number and in time. A call that comes while the server is being started
/// waits for it; a server that lets several calls in a row run out of time hangs and is started again.
/// </summary>
internal sealed class McpServerCalls(
    McpServerSettings settings, TimeProvider time, Action restart, Action look) : IDisposable
{
    private const int CallsMax = 32;
    private const int LateMax = 3;

    private readonly SemaphoreSlim _places = new(CallsMax, CallsMax);
    private readonly Lock _gate = new();
    private TaskCompletionSource<IMcpLink> _link = Waiting();
    private string? _failure;
    private int _late;

    public void Serve(IMcpLink link)
    {
        lock (_gate)
        {
            (_failure, _late) = (null, 0);
            _link.TrySetResult(link);
        }
    }

    /// <summary>Calls are answered with the reason until the server is back.</summary>
    public void Fail(string reason)
    {
        lock (_gate)
        {
            _failure = reason;
            if (_link.Task.IsCompleted) _link = Waiting();
        }
    }

    /// <summary>The tool as agents have it.</summary>
    public Tool ToolOf(OfferedTool tool) => new OutsideTool(settings.Name, tool, this);

    /// <summary>What the server answers, or why it does not. Never fails but by cancellation.</summary>
    public async Task<ToolAnswer> CallAsync(
        string tool, IEnumerable<KeyValuePair<string, JsonElement>> arguments, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(settings.Timeout, time);
        using var limited = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        var isSent = false;
        try
        {
            await _places.WaitAsync(limited.Token);
            try
            {
                if (await LinkAsync(limited.Token) is not { } link) return Down();
                isSent = true;
                var result = await link.CallAsync(tool, arguments, limited.Token);
                Volatile.Write(ref _late, 0);
                return result;
            }
            finally
            {
                _places.Release();
            }
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            if (isSent && Interlocked.Increment(ref _late) >= LateMax) restart();
            return Failed(
                $"The MCP server {settings.Name} did not answer within {settings.Timeout.TotalSeconds:F0} s. "
                + "What the call did is not known. (mcp_server_timeout)");
        }
        catch (McpLinkException failure)
        {
            look();
            return Failed($"The MCP server {settings.Name} failed: {failure.Message} (mcp_server_failed)");
        }
    }

    /// <summary>Called when no call can come any more.</summary>
    public void Dispose() => _places.Dispose();

    private static ToolAnswer Failed(string text) => ToolAnswer.OfText(text, isRefused: true);

    private static TaskCompletionSource<IMcpLink> Waiting() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Null while the server is down.</summary>
    private async Task<IMcpLink?> LinkAsync(CancellationToken cancellationToken)
    {
        Task<IMcpLink> coming;
        lock (_gate)
        {
            if (_failure is not null && !_link.Task.IsCompleted) return null;
            coming = _link.Task;
        }

        return await coming.WaitAsync(cancellationToken);
    }

    private ToolAnswer Down()
    {
        string? why;
        lock (_gate) why = _failure;
        return Failed($"The MCP server {settings.Name} is down and is being started again: {why} (mcp_server_down)");
    }
}
