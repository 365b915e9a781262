using System.Buffers;
using System.IO.Pipelines;
using System.Text.Json;
using System.Threading.Channels;
using AgentGateway.Runtime.McpServers;
using ModelContextProtocol;
using ModelContextProtocol.Protocol;

namespace AgentGateway.McpClients;

/// <summary>
/// JSON-RPC by lines with a program that is not trusted: lines are bounded, messages are limited in rate, and a few
/// lines that are no messages end the connection. The SDK's own transport has no such limits.
/// </summary>
internal sealed class LineTransport : ITransport
{
    public const int LineBytesMax = 4 * 1024 * 1024;

    private const int MessagesPerSecondMax = 1_000;
    private const int MessagesWaitingMax = 64;
    private const int InvalidLinesMax = 16;
    private const int InvalidLineCharactersMax = 200;

    private readonly Stream _input;
    private readonly Stream _output;
    private readonly McpServerLog _log;
    private readonly RateLimit _rateLimit;
    private readonly CancellationTokenSource _ended = new();
    private readonly SemaphoreSlim _writing = new(1, 1);
    private readonly Channel<JsonRpcMessage> _messages = Channel.CreateBounded<JsonRpcMessage>(MessagesWaitingMax);
    private int _invalidLines;

    /// <param name="input">What the program reads.</param>
    /// <param name="output">What it writes.</param>
    public LineTransport(Stream input, Stream output, McpServerLog log, TimeProvider time)
    {
        (_input, _output, _log, _rateLimit) = (input, output, log, new(MessagesPerSecondMax, time));
        Closed = ReadAsync();
    }

    /// <summary>Why there is nothing to read any more; null when the program closed its output.</summary>
    public Task<string?> Closed { get; }

    public string? SessionId => null;

    public ChannelReader<JsonRpcMessage> MessageReader => _messages.Reader;

    public async Task SendMessageAsync(JsonRpcMessage message, CancellationToken cancellationToken)
    {
        var line = JsonSerializer.SerializeToUtf8Bytes(
            message, McpJsonUtilities.DefaultOptions.GetTypeInfo(typeof(JsonRpcMessage)));
        await _writing.WaitAsync(cancellationToken);
        try
        {
            // Half a line would spoil the next one, so only the end of the connection stops a line that was begun.
            await _input.WriteAsync((byte[])[.. line, (byte)'\n'], _ended.Token);
            await _input.FlushAsync(_ended.Token);
        }
        finally
        {
            _writing.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _ended.CancelAsync();
        await Closed;
        _messages.Writer.TryComplete();
    }

    private async Task<string?> ReadAsync()
    {
        await Task.Yield();
        var reader = PipeReader.Create(_output, new(leaveOpen: true));
        try
        {
            return await ReadAsync(reader, _ended.Token);
        }
        catch (Exception exception) when (exception is OperationCanceledException
            or IOException
            or ObjectDisposedException)
        {
            return null;
        }
        finally
        {
            await reader.CompleteAsync();
            _messages.Writer.TryComplete();
        }
    }

    private async Task<string?> ReadAsync(PipeReader reader, CancellationToken cancellationToken)
    {
        while (true)
        {
            var read = await reader.ReadAsync(cancellationToken);
            var rest = read.Buffer;
            while (rest.PositionOf((byte)'\n') is { } end)
            {
                if (await TakeAsync(rest.Slice(0, end), cancellationToken) is { } over) return over;
                rest = rest.Slice(rest.GetPosition(1, end));
            }

            if (rest.Length > LineBytesMax) return $"It printed a line of more than {LineBytesMax} bytes.";
            reader.AdvanceTo(rest.Start, rest.End);
            if (read.IsCompleted) return null;
        }
    }

    private async ValueTask<string?> TakeAsync(ReadOnlySequence<byte> line, CancellationToken cancellationToken)
    {
        if (line.Length > LineBytesMax) return $"It printed a line of more than {LineBytesMax} bytes.";
        await _rateLimit.TakeAsync(1, cancellationToken);
        byte[] bytes = [.. line.ToArray()];
        if (bytes.AsSpan().Trim(" \t\r"u8).IsEmpty) return null;
        if (Parse(bytes) is { } message)
        {
            await _messages.Writer.WriteAsync(message, cancellationToken);
            return null;
        }

        _log.Add(
            "[not MCP] "
                + System.Text.Encoding.UTF8.GetString(
                    bytes.AsSpan(0, Math.Min(bytes.Length, InvalidLineCharactersMax))));
        return ++_invalidLines > InvalidLinesMax
            ? $"It printed {_invalidLines} lines that are no messages of MCP on its standard output."
            : null;
    }

    private static JsonRpcMessage? Parse(byte[] line)
    {
        try
        {
            return (JsonRpcMessage?)JsonSerializer.Deserialize(
                line, McpJsonUtilities.DefaultOptions.GetTypeInfo(typeof(JsonRpcMessage)));
        }
        catch (Exception failure) when (failure is JsonException
            or NotSupportedException
            or InvalidOperationException
            or ArgumentException
            or FormatException)
        {
            return null;
        }
    }
}
