using System.Buffers;
using System.IO.Pipelines;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using AgentGateway.Bridge;
using AgentGateway.Data;
using AgentGateway.Domain;
using AgentGateway.Views;

namespace AgentGateway.Cli;

/// <summary>The command line's end of the control protocol: one call at a time.</summary>
internal sealed class ControlClient : IDisposable
{
    private int _calls;

    private ControlClient(Socket socket)
    {
        Writer = new NetworkStream(socket, ownsSocket: true);
        Reader = PipeReader.Create(Writer, new(leaveOpen: true));
    }

    /// <summary>The answer to a call that the daemon did not answer any more.</summary>
    public static Rejection Gone { get; } = new(
        Problem.Gone.Code,
        Problem.Gone.Message,
        "Look at `agw status`, then at what was done, before you do it again.");

    /// <summary>The bytes that follow the answers; needed by calls after which the connection carries frames.</summary>
    public PipeReader Reader { get; }

    public Stream Writer { get; }

    /// <summary>Connects as the operator.</summary>
    public static async Task<Outcome<ControlClient>> ConnectAsync(
        DataDirectory data, CancellationToken cancellationToken)
    {
        // Where the path of the data directory is too long for a socket, the daemon's file tells where the socket is.
        if ((await TryConnectAsync(data.Socket, cancellationToken)
            ?? await TryConnectAsync(DaemonFile.Read(data)?.Socket, cancellationToken)) is { } client) return client;
        return DaemonLock.Held(data) is { } held
            ? new Rejection(
                "daemon_unreachable",
                $"{held.Message} It does not answer.",
                "Try again in a moment; if it stays so, look at its log, and end it with `kill PID`.")
            : new Rejection(
                "daemon_not_running",
                $"No daemon runs on {data.Path}.",
                "Start it with `agw start`, or name its directory with --data.");
    }

    private static async Task<ControlClient?> TryConnectAsync(string? path, CancellationToken cancellationToken)
    {
        if (path is null || !File.Exists(path)) return null;
        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            await socket.ConnectAsync(new UnixDomainSocketEndPoint(path), cancellationToken);
            var client = new ControlClient(socket);
            // Made of nodes, as the calls are: preparing the type's serializer for this one line takes longer.
            var greeting = new JsonObject
            {
                ["role"] = "control", ["directory"] = Environment.CurrentDirectory, ["version"] = ProgramVersion.Text,
            };
            await client.Writer.WriteAsync(Encoding.UTF8.GetBytes(greeting.ToJsonString() + "\n"), cancellationToken);
            return client;
        }
        catch (Exception failure) when (failure is SocketException or IOException)
        {
            socket.Dispose();
            return null;
        }
    }

    /// <summary>Calls, and hands over everything that comes before the answer.</summary>
    public async Task<Outcome<DaemonAnswer<TView>>> CallAsync<TView>(
        DaemonCall<TView> call,
        JsonObject arguments,
        Func<JsonElement, Task>? progress,
        CancellationToken cancellationToken) =>
        (await CallAsync(call.Name, arguments, progress, cancellationToken)).IsRejected(out var rejection, out var json)
            ? rejection
            : new DaemonAnswer<TView>(json, JsonSerializer.Deserialize(json, call.Result)!);

    /// <summary>Calls, and hands over everything that comes before the answer.</summary>
    /// <returns>The answer's JSON.</returns>
    public async Task<Outcome<string>> CallAsync(
        string call, JsonObject arguments, Func<JsonElement, Task>? progress, CancellationToken cancellationToken)
    {
        var line = new JsonObject
        {
            ["id"] = ++_calls, ["call"] = call, ["arguments"] = arguments, ["progress"] = progress is not null,
        };
        try
        {
            await WriteAsync(line.ToJsonString() + "\n", cancellationToken);
            while (await ReadLineAsync(cancellationToken) is { } json)
            {
                using var said = json;
                var root = said.RootElement;
                if (root.TryGetProperty("result", out var result)) return result.GetRawText();
                if (root.TryGetProperty("error", out var error)) return error.Deserialize(HostJson.Plain.Rejection)!;
                if (progress is not null && root.TryGetProperty("progress", out var piece)) await progress(piece);
            }
        }
        catch (Exception failure) when (failure is IOException or SocketException or JsonException)
        {
            // The same as when the connection ends: there is no answer.
        }

        return Gone;
    }

    /// <summary>
    /// Takes exactly one line, so that the bytes behind it are left for the next reader; null at the end.
    /// </summary>
    private async Task<JsonDocument?> ReadLineAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            var read = await Reader.ReadAsync(cancellationToken);
            if (read.Buffer.PositionOf((byte)'\n') is { } end)
            {
                var json = JsonDocument.Parse(read.Buffer.Slice(0, end).ToArray());
                Reader.AdvanceTo(read.Buffer.GetPosition(1, end));
                return json;
            }

            Reader.AdvanceTo(read.Buffer.Start, read.Buffer.End);
            if (read.IsCompleted) return null;
        }
    }

    /// <summary>
    /// A daemon that refused this process may have closed the connection already; its refusal can still be read.
    /// </summary>
    private async Task WriteAsync(string line, CancellationToken cancellationToken)
    {
        try
        {
            await Writer.WriteAsync(Encoding.UTF8.GetBytes(line), cancellationToken);
        }
        catch (IOException)
        {
        }
    }

    public void Dispose()
    {
        Reader.Complete();
        Writer.Dispose();
    }
}
