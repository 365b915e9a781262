using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text;
using System.Text.Json.Nodes;
using System.Threading.Channels;

namespace AgentGateway.Process.Tests.Wire;

/// <summary>An <c>agw mcp</c> of its own, as an editor spawns it.</summary>
internal sealed class StdioWire : IWire
{
    private readonly OsProcess _process;
    private readonly ConcurrentDictionary<string, TaskCompletionSource<JsonObject>> _open = new();
    private readonly Channel<JsonObject> _notifications = Channel.CreateUnbounded<JsonObject>();
    private readonly SemaphoreSlim _writing = new(1);
    private readonly Task _reading;

    public StdioWire(ProcessStartInfo start)
    {
        _process = OsProcess.Start(start)!;
        Error = _process.StandardError.ReadToEndAsync();
        _reading = ReadAsync();
    }

    public static StdioWire Spawn(string data, string? directory = null, params string[] options)
    {
        var start = Agw.Start(["mcp", "--data", data, .. options]);
        if (directory is not null) start.WorkingDirectory = directory;
        return new(start);
    }

    public ChannelReader<JsonObject> Notifications => _notifications.Reader;

    public int Pid => _process.Id;

    /// <summary>Everything that it wrote to standard error; completes when it ended.</summary>
    public Task<string> Error { get; }

    /// <summary>Lines of standard output that are not JSON-RPC messages.</summary>
    public ConcurrentQueue<string> Strays { get; } = [];

    public async Task<JsonObject> RequestAsync(JsonObject request, CancellationToken cancellationToken)
    {
        var id = request["id"]!.ToJsonString();
        var answer = new TaskCompletionSource<JsonObject>(TaskCreationOptions.RunContinuationsAsynchronously);
        Assert.True(_open.TryAdd(id, answer), "An id is used once at a time.");
        await NotifyAsync(request, cancellationToken);
        return await answer.Task.WaitAsync(cancellationToken);
    }

    public async Task NotifyAsync(JsonObject notification, CancellationToken cancellationToken) =>
        await WriteAsync(Encoding.UTF8.GetBytes(notification.ToJsonString() + "\n"), cancellationToken);

    /// <summary>Writes bytes that need not be a message.</summary>
    public async Task WriteAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        await _writing.WaitAsync(cancellationToken);
        try
        {
            await _process.StandardInput.BaseStream.WriteAsync(bytes, cancellationToken);
            await _process.StandardInput.BaseStream.FlushAsync(cancellationToken);
        }
        finally
        {
            _writing.Release();
        }
    }

    /// <summary>Says good-bye as an editor does, by closing standard input, and returns the exit code.</summary>
    public async Task<int> CloseAsync()
    {
        _process.StandardInput.Close();
        await _process.WaitForExitAsync(Limits.Soon());
        return _process.ExitCode;
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.StandardInput.Close();
            if (!_process.WaitForExit(Limits.Signal)) _process.Kill();
        }

        await _reading;
        _process.Dispose();
        _writing.Dispose();
    }

    private async Task ReadAsync()
    {
        while (await _process.StandardOutput.ReadLineAsync() is { } line)
        {
            if (Parse(line) is not { } message)
            {
                Strays.Enqueue(line);
            }
            else if (message["method"] is null
                && message["id"] is { } id
                && _open.TryRemove(id.ToJsonString(), out var answer))
            {
                answer.SetResult(message);
            }
            else
            {
                _notifications.Writer.TryWrite(message);
            }
        }

        _notifications.Writer.Complete();
        foreach (var open in _open.Values)
            open.TrySetException(new EndOfStreamException("agw mcp ended with a request unanswered."));
    }

    private static JsonObject? Parse(string line)
    {
        try
        {
            return JsonNode.Parse(line) as JsonObject;
        }
        catch (System.Text.Json.JsonException)
        {
            return null;
        }
    }
}
