using System.Net.Security;
using System.Net.Sockets;
using System.Text;
using AgentGateway.Posix;

namespace AgentGateway.Hooks;

/// <summary>
/// <c>agw hook</c>: what the hooks of a program in a session call. It tells the daemon what the hook says. It always
/// ends with 0 within a second and prints nothing, because a hook that fails or hangs would disturb the agent that it
/// reports about.
/// </summary>
internal static class HookProgram
{
    /// <summary>Leaves of the second what starting this program takes.</summary>
    private const int WorkMilliseconds = 700;

    /// <summary>More than any hook says; the rest of it is not waited for.</summary>
    private const int SaidBytesMax = 4 * 1024 * 1024;

    /// <returns>The exit code; null when the person asks for help.</returns>
    public static int? Run(string[] args)
    {
        if (args.Contains("--help") || args.Contains("-h")) return null;
        var work = new Thread(() => Work(args)) { IsBackground = true };
        work.Start();
        // A thread that still hangs in a call ends with the program.
        work.Join(WorkMilliseconds);
        return 0;
    }

    private static void Work(string[] args)
    {
        try
        {
            if (Environment.GetEnvironmentVariable("AGW_HOOK_URL") is { } url
                && Environment.GetEnvironmentVariable("AGW_HOOK_TOKEN") is { Length: > 0 } token
                && Uri.TryCreate(url, UriKind.Absolute, out var address) && address.Scheme is "http" or "https"
                && Said(args) is { Length: > 0 } said)
                Post(address, token, said.Length <= HookDigest.BytesMax ? said : HookDigest.Of(said));
        }
        catch (Exception)
        {
            // A failure is not reported: text that a hook prints may change the agent's behaviour.
        }
    }

    /// <summary>
    /// The JSON of the hook: the last argument where it is JSON (Codex), else standard input (Claude Code).
    /// </summary>
    private static byte[] Said(string[] args) =>
        args[^1].AsSpan().TrimStart().StartsWith('{')
            ? Encoding.UTF8.GetBytes(args[^1])
            : TerminalMode.IsInputTerminal ? [] : ReadInput();

    private static byte[] ReadInput()
    {
        using var said = new MemoryStream();
        var buffer = new byte[16 * 1024];
        while (said.Length < SaidBytesMax)
        {
            var count = RawFile.Read(RawFile.StandardInput, buffer);
            if (count < 0 && Errno.MayTryAgain) continue;
            if (count <= 0) break;
            said.Write(buffer, 0, count);
        }

        return said.ToArray();
    }

    private static void Post(Uri address, string token, byte[] body)
    {
        using var client = new TcpClient();
        client.Connect(address.DnsSafeHost, address.Port);
        using var stream = Secured(client.GetStream(), address);
        var head =
            $"POST {address.PathAndQuery} HTTP/1.1\r\nHost: {address.Authority}\r\nAuthorization: Bearer {token}\r\n"
            + $"Content-Type: application/json\r\nContent-Length: {body.Length}\r\nConnection: close\r\n\r\n";
        stream.Write([.. Encoding.ASCII.GetBytes(head), .. body]);
        stream.Flush();
        // A connection that is closed before the answer looks like a client that gave up.
        _ = stream.Read(new byte[1024]);
    }

    private static Stream Secured(Stream stream, Uri address)
    {
        if (address.Scheme == "http") return stream;
        var secured = new SslStream(stream);
        secured.AuthenticateAsClient(address.DnsSafeHost);
        return secured;
    }
}
