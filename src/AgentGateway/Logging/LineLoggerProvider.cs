using System.Globalization;
using System.Text;
using System.Threading.Channels;
using Microsoft.Extensions.Logging;

namespace AgentGateway.Logging;

/// <summary>
/// Writes the log, an entry a line, from one task behind a bounded queue: a full disk or a terminal without a reader
/// costs log lines, which are counted, and never holds up the daemon.
/// </summary>
internal sealed class LineLoggerProvider : ILoggerProvider, IAsyncDisposable
{
    private const int EntriesMax = 8_192;

    private readonly Channel<string> _entries = Channel.CreateBounded<string>(
        new BoundedChannelOptions(EntriesMax) { SingleReader = true });
    private readonly ILogSink _sink;
    private readonly Func<string, string> _redact;
    private readonly TimeProvider _time;
    private readonly Task _writing;
    private long _lost;

    /// <param name="redact">Takes secrets out of an entry.</param>
    public LineLoggerProvider(ILogSink sink, Func<string, string> redact, TimeProvider time)
    {
        (_sink, _redact, _time) = (sink, redact, time);
        _writing = Task.Run(WriteAsync);
    }

    public ILogger CreateLogger(string categoryName) => new LineLogger(this, categoryName);

    public void Write(LogLevel level, string category, string message, Exception? error)
    {
        var entry = new StringBuilder(160)
            .Append(_time.GetUtcNow().UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture))
            .Append(' ')
            .Append(Word(level))
            .Append(' ')
            .Append(category[(category.LastIndexOf('.') + 1)..])
            .Append(": ")
            .Append(message);
        if (error is not null) entry.Append(" | ").Append(error);
        entry.Replace("\r\n", " | ").Replace('\n', '|').Append('\n');
        if (!_entries.Writer.TryWrite(_redact(entry.ToString()))) Interlocked.Increment(ref _lost);
    }

    /// <summary>
    /// Does nothing: the logger factory is disposed before the last entries are written, and the daemon closes the log
    /// itself after them.
    /// </summary>
    public void Dispose()
    {
    }

    /// <summary>Writes the waiting entries and closes the log.</summary>
    public async ValueTask DisposeAsync()
    {
        _entries.Writer.TryComplete();
        await _writing;
        _sink.Dispose();
    }

    private async Task WriteAsync()
    {
        await foreach (var entry in _entries.Reader.ReadAllAsync(CancellationToken.None))
        {
            try
            {
                if (Interlocked.Exchange(ref _lost, 0) is > 0 and var lost)
                    _sink.Write($"{lost} log entries were lost: the log could not be written fast enough.\n");
                _sink.Write(entry);
                if (_entries.Reader.Count == 0) _sink.Flush();
            }
            catch (IOException)
            {
                // The failure cannot be logged; the entry counts as lost and the next one is tried.
                Interlocked.Increment(ref _lost);
            }
        }
    }

    private static string Word(LogLevel level) => level switch
    {
        LogLevel.Trace => "trace",
        LogLevel.Debug => "debug",
        LogLevel.Information => "info",
        LogLevel.Warning => "warn",
        LogLevel.Error => "error",
        _ => "critical",
    };
}
