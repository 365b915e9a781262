using System.Buffers;
using System.Collections.Concurrent;
using System.IO.Pipelines;
using System.Text;
using System.Text.Json;
using AgentGateway.Runtime.Principals;
using AgentGateway.Runtime.Tools;
using Microsoft.Extensions.Logging;

namespace AgentGateway.Control;

/// <summary>
/// One connection of the command line: calls run side by side, and end with the connection. A call that carries frames
/// takes it over.
/// </summary>
internal sealed partial class ControlConnection(
    Stream stream,
    Func<ControlLine, Func<ReadOnlyMemory<byte>, CancellationToken, ValueTask>, CancellationToken,
        Task<ToolAnswer>> call,
    Func<ControlLine, FramedCall?> findFramed,
    Caller caller,
    ILogger logger) : IDisposable
{
    private const int LineBytesMax = 8 * 1024 * 1024;
    private const int CallsMax = 64;

    private readonly SemaphoreSlim _writing = new(1);
    private readonly SemaphoreSlim _slots = new(CallsMax);
    private readonly ConcurrentDictionary<long, CancellationTokenSource> _calls = [];
    private int _unanswered;

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var reader = PipeReader.Create(stream, new(bufferSize: 16 * 1024, leaveOpen: true));
        var running = new List<Task>();
        try
        {
            while (true)
            {
                var read = await reader.ReadAsync(ending.Token);
                var buffer = read.Buffer;
                while (TakeLine(ref buffer, out var line))
                {
                    running.RemoveAll(task => task.IsCompleted);
                    if (await ParseAsync(line, ending.Token) is not { } parsed) continue;
                    if (findFramed(parsed) is not { } framed)
                    {
                        if (await ReceiveAsync(parsed, ending.Token) is { } task) running.Add(task);
                    }
                    else if (await OpenAsync(
                        parsed, framed, isBusy: Volatile.Read(ref _unanswered) > 0, ending.Token) is { } conversation)
                    {
                        await using var carried = conversation;
                        reader.AdvanceTo(buffer.Start);
                        await conversation.CarryAsync(reader, stream, ending.Token);
                        return;
                    }
                }

                if (buffer.Length > LineBytesMax)
                {
                    await WriteAsync(
                        ControlServer.Refusal(
                            new("line_too_long", $"A call is longer than {LineBytesMax} bytes.", "Send less at once.")),
                        ending.Token);
                    return;
                }

                reader.AdvanceTo(buffer.Start, buffer.End);
                if (read.IsCompleted) return;
            }
        }
        finally
        {
            await ending.CancelAsync();
            await Task.WhenAll(running).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            await reader.CompleteAsync();
        }
    }

    public void Dispose()
    {
        _writing.Dispose();
        _slots.Dispose();
    }

    private static bool TakeLine(ref ReadOnlySequence<byte> buffer, out ReadOnlySequence<byte> line)
    {
        line = default;
        if (buffer.PositionOf((byte)'\n') is not { } end) return false;
        line = buffer.Slice(0, end);
        buffer = buffer.Slice(buffer.GetPosition(1, end));
        return true;
    }

    /// <summary>The call on the line; null where there is none, which was answered.</summary>
    private async Task<ControlLine?> ParseAsync(ReadOnlySequence<byte> line, CancellationToken cancellationToken)
    {
        ControlLine? parsed = null;
        try
        {
            var json = new Utf8JsonReader(line);
            parsed = JsonSerializer.Deserialize(ref json, ControlJson.Plain.ControlLine);
        }
        catch (JsonException)
        {
        }

        if (parsed is null)
            await WriteAsync(
                ControlServer.Refusal(new("invalid_call", "A line is no call.", "Say {\"id\":1,\"call\":\"status\"}.")),
                cancellationToken);
        return parsed;
    }

    /// <summary>Answers a call that wants the connection for itself; null where it is refused.</summary>
    private async Task<FramedCall.Conversation?> OpenAsync(
        ControlLine line, FramedCall framed, bool isBusy, CancellationToken cancellationToken)
    {
        FramedCall.Conversation? conversation = null;
        var answer = await GuardAsync(line, async () =>
        {
            if (isBusy)
                return ToolAnswer.Refuse(new(
                    "invalid_call",
                    $"{framed.Name} takes the connection over, and other calls run on it.",
                    "Open another connection for it."));
            var opened = await framed.OpenAsync(
                new(caller, line.Arguments, (_, _) => ValueTask.CompletedTask), cancellationToken);
            if (opened.IsRejected(out var rejection)) return ToolAnswer.Refuse(rejection);
            conversation = opened.Value;
            return new(conversation.Answer);
        }, cancellationToken);
        try
        {
            await WriteAsync(Answer(line, answer), cancellationToken);
            return conversation;
        }
        catch
        {
            if (conversation is not null) await conversation.DisposeAsync();
            throw;
        }
    }

    /// <summary>Begins the call of that line; null where there is none to begin.</summary>
    private async Task<Task?> ReceiveAsync(ControlLine line, CancellationToken cancellationToken)
    {
        if (line.Cancel)
        {
            if (_calls.TryGetValue(line.Id, out var running)) await running.CancelAsync();
            return null;
        }

        await _slots.WaitAsync(cancellationToken);
        Interlocked.Increment(ref _unanswered);
        return Task.Run(() => AnswerAsync(line, cancellationToken), CancellationToken.None);
    }

    private async Task AnswerAsync(ControlLine line, CancellationToken connectionEnding)
    {
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(connectionEnding);
        _calls[line.Id] = ending;
        try
        {
            var answer = await GuardAsync(line,
                () => call(
                    line,
                    (json, token) => WriteAsync(ControlServer.Line(line.Id, "progress", json.Span), token),
                    ending.Token), ending.Token);
            // Before the answer is written: a client that has it may take the connection over at once.
            Interlocked.Decrement(ref _unanswered);
            await WriteAsync(Answer(line, answer), connectionEnding);
        }
        finally
        {
            _calls.TryRemove(line.Id, out _);
            _slots.Release();
        }
    }

    private static byte[] Answer(ControlLine line, ToolAnswer answer)
    {
        var json = answer.Json ?? $"\"{JsonEncodedText.Encode(answer.Text)}\"";
        return ControlServer.Line(line.Id, answer.IsRefused ? "error" : "result", Encoding.UTF8.GetBytes(json));
    }

    /// <summary>Runs the call and turns an exception into an answer, so that each call has one.</summary>
    private async Task<ToolAnswer> GuardAsync(
        ControlLine line, Func<Task<ToolAnswer>> run, CancellationToken cancellationToken)
    {
        try
        {
            return await run();
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return ToolAnswer.Refuse(new("cancelled", "The call was cancelled.", "What it began goes on."));
        }
        catch (Runtime.Journal.JournalUnavailableException unavailable)
        {
            return ToolAnswer.Refuse(unavailable.Reason);
        }
        catch (Exception failure) when (failure is not IOException)
        {
            CallFailed(line.Call, failure);
            return ToolAnswer.Refuse(new(
                "internal_error",
                $"{line.Call} failed inside the daemon.",
                "Try again; if it fails again, the daemon's log says why."));
        }
    }

    private async ValueTask WriteAsync(ReadOnlyMemory<byte> line, CancellationToken cancellationToken)
    {
        await _writing.WaitAsync(cancellationToken);
        try
        {
            await stream.WriteAsync(line, cancellationToken);
        }
        finally
        {
            _writing.Release();
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "{Call} failed.")]
    private partial void CallFailed(string? call, Exception failure);
}
