using System.Text;

namespace AgentGateway.Logging;

/// <summary>Standard error, for a daemon in the foreground.</summary>
internal sealed class ErrorStreamSink : ILogSink
{
    private readonly Stream _stream = Console.OpenStandardError();

    public void Write(string line) => _stream.Write(Encoding.UTF8.GetBytes(line));

    public void Flush() => _stream.Flush();

    public void Dispose() => _stream.Dispose();
}
