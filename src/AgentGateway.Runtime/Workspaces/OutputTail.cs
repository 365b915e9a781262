using AgentGateway.Terminal.Output;

namespace AgentGateway.Runtime.Workspaces;

/// <summary>
/// Keeps the last lines of a program's output, as plain text without secrets, to show them when the program fails.
/// </summary>
internal sealed class OutputTail(int linesMax, int charactersMax, TimeProvider time) : IOutputTarget
{
    private readonly Lock _gate = new();
    private readonly LineSplitter _splitter = new(new SecretRedactor([]));
    private readonly List<OutputLine> _lines = [];

    public bool Take(ReadOnlySpan<byte> bytes)
    {
        lock (_gate)
        {
            _splitter.Feed(bytes, 0, time.GetUtcNow(), _lines);
            if (_lines.Count > linesMax) _lines.RemoveRange(0, _lines.Count - linesMax);
        }

        return true;
    }

    public string Text()
    {
        lock (_gate)
        {
            _splitter.Flush(_lines);
            var text = string.Join('\n', _lines.TakeLast(linesMax).Select(line => line.Text));
            return text.Length <= charactersMax ? text : "…" + text[^charactersMax..];
        }
    }
}
