namespace AgentGateway.Cli;

/// <summary>
/// One line on standard error that says how far something is, written over and over. Only at a terminal, and cleared at
/// the end.
/// </summary>
internal sealed class ProgressLine(TimeProvider time) : IDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    private long? _shownAt;

    public void Show(string text)
    {
        if (Console.IsErrorRedirected || (_shownAt is { } at && time.GetElapsedTime(at) < Pause)) return;
        _shownAt = time.GetTimestamp();
        var line = Screen.Printable(text).ReplaceLineEndings(" ");
        var width = Screen.Style.Width is > 0 and var columns ? columns - 1 : 79;
        Console.Error.Write($"\r{(line.Length > width ? line[..width] : line)}\e[K");
    }

    public void Dispose()
    {
        if (_shownAt is not null) Console.Error.Write("\r\e[K");
    }
}
