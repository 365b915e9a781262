using AgentGateway.Domain;
using AgentGateway.Terminal.Output;

namespace AgentGateway.Runtime.McpServers;

/// <summary>
/// The last lines that a server printed on its error output, as plain text and without its secrets. Safe for several
/// threads.
/// </summary>
public sealed class McpServerLog(IReadOnlyList<string> secrets, TimeProvider time)
{
    private const int LinesMax = 200;
    private const int LineCharactersMax = 500;

    private readonly Lock _gate = new();
    private readonly SecretRedactor _redactor = new(secrets);
    private readonly LineSplitter _splitter = new(new SecretRedactor(secrets));
    private readonly List<OutputLine> _split = [];
    private readonly Queue<string> _lines = new();

    public void Take(ReadOnlySpan<byte> printed)
    {
        lock (_gate)
        {
            _splitter.Feed(printed, 0, time.GetUtcNow(), _split);
            KeepSplit();
        }
    }

    /// <summary>What is there of an unfinished line counts as one.</summary>
    public void Flush()
    {
        lock (_gate)
        {
            _splitter.Flush(_split);
            KeepSplit();
        }
    }

    public void Add(string line)
    {
        lock (_gate) Keep(_redactor.Redact(line));
    }

    /// <summary>Removes the server's secrets from another text that is shown.</summary>
    public string Redact(string text)
    {
        lock (_gate) return _redactor.Redact(text);
    }

    public IReadOnlyList<string> Last(int most)
    {
        lock (_gate) return [.. _lines.TakeLast(most)];
    }

    private void KeepSplit()
    {
        foreach (var line in _split.Where(line => line.Text.Length > 0)) Keep(line.Text);
        _split.Clear();
    }

    private void Keep(string line)
    {
        _lines.Enqueue(ShortText.Of(line, LineCharactersMax));
        if (_lines.Count > LinesMax) _lines.Dequeue();
    }
}
