namespace AgentGateway.Logging;

/// <summary>Two sinks, each of which gets every line. One that fails does not keep a line from the other.</summary>
internal sealed class BothSinks(ILogSink first, ILogSink second) : ILogSink
{
    public void Write(string line) => Both(sink => sink.Write(line));

    public void Flush() => Both(static sink => sink.Flush());

    public void Dispose() => Both(static sink => sink.Dispose());

    private void Both(Action<ILogSink> act)
    {
        try
        {
            act(first);
        }
        finally
        {
            act(second);
        }
    }
}
