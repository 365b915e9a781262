using AgentGateway.Terminal.Output;

namespace AgentGateway.Runtime.Workspaces;

/// <summary>The last lines of what a program prints, plain and without secrets, to be shown where it failed.</summary>
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
