using System.Diagnostics;
using System.Text;

namespace AgentGateway.Benchmarks.Gateway;

/// <summary>
/// A stdio server and the least that a client can do with it: write a line, read a line, on one thread.
/// </summary>
internal sealed class StdioClient : IDisposable
{
    public static readonly byte[] Initialize = Line(
        """{"jsonrpc":"2.0","id":1,"method":"initialize","params":{"protocolVersion":"2025-06-18","capabilities":{},"clientInfo":{"name":"bench","version":"1"}}}""");

    public static readonly byte[] Initialized = Line("""{"jsonrpc":"2.0","method":"notifications/initialized"}""");

    public static readonly byte[] CheapCall = Line(
        """{"jsonrpc":"2.0","id":2,"method":"tools/call","params":{"name":"agent_list","arguments":{}}}""");

    private readonly Process _process;
    private readonly Stream _input;
    private readonly Stream _output;
    private readonly byte[] _buffer = new byte[256 * 1024];

    public StdioClient(ProcessStartInfo start)
    {
        _process = Process.Start(start)!;
        (_input, _output) = (_process.StandardInput.BaseStream, _process.StandardOutput.BaseStream);
    }

    /// <summary>Writes a request and reads the line that answers it.</summary>
    public void Exchange(byte[] request)
    {
        Send(request);
        var length = 0;
        do
        {
            var read = _output.Read(_buffer, length, _buffer.Length - length);
            if (read == 0) throw new EndOfStreamException("The server went away.");
            length += read;
        }
        while (_buffer[length - 1] != (byte)'\n');
        if (_buffer.AsSpan(0, length).IndexOf("\"result\""u8) < 0)
            throw new InvalidDataException(Encoding.UTF8.GetString(_buffer, 0, length));
    }

    public void Send(byte[] message)
    {
        _input.Write(message);
        _input.Flush();
    }

    public void Dispose()
    {
        _input.Dispose();
        _process.WaitForExit();
        _process.Dispose();
    }

    private static byte[] Line(string json) => Encoding.UTF8.GetBytes(json + "\n");
}
